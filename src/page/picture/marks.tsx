import type { JSX } from 'preact';
import type { Severity } from '../../findings/finding.ts';
import type { NodeKind } from './picture-model.ts';

const KINDS: Readonly<Record<NodeKind, string>> = {
  machine: 'M5.5 1.5h5v4h-5zM8 5.5V8M3.5 10.5V8h9v2.5M1 10.5h5v4H1zM10 10.5h5v4h-5z',
  role: 'M8 1.2 13.6 3.3v4.2c0 3.4-2.3 5.9-5.6 7.3C4.7 13.4 2.4 10.9 2.4 7.5V3.3z',
  resource: 'M8 1.2 14 4.6v6.8L8 14.8 2 11.4V4.6zM2 4.6 8 8l6-3.4M8 8v6.8',
};

/** What a thing is: two boxes under one for a state machine, a shield for a role, a cube for a resource. */
export function KindMark({ kind }: { readonly kind: NodeKind }): JSX.Element {
  return (
    <svg class="pic-kind" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={KINDS[kind]} />
    </svg>
  );
}

const SEVERITIES: Readonly<Record<Severity, string>> = {
  critical: 'M5 0 10 5 5 10 0 5z',
  high: 'M5 .6 10 9.4H0z',
  medium: 'M.8.8h8.4v8.4H.8z',
  low: 'M5 .5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z',
  info: 'M5 1.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6z',
};

/** A severity by its shape as well as its colour: it gets rounder and emptier as it gets milder. */
export function SeverityMark({ severity }: { readonly severity: Severity }): JSX.Element {
  return (
    <svg class={`pic-mark ${severity}`} viewBox="0 0 10 10" width="9" height="9" aria-hidden="true">
      <path d={SEVERITIES[severity]} />
    </svg>
  );
}
