import type { JSX } from 'preact';
import { printable } from '../findings/printable.ts';

/** Text from the account in which `backticks` mark what is quoted. */
export function Prose({ children }: { readonly children: string }): JSX.Element {
  const parts = printable(children).split('`');
  // An odd mark is no pair: then nothing is quoted.
  if (parts.length % 2 === 0) return <>{printable(children)}</>;
  return <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}

/** A name, an ARN or an action of the account. */
export function Code({ children }: { readonly children: string }): JSX.Element {
  return <code>{printable(children)}</code>;
}
