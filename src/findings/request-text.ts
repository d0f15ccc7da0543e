import type { Request } from '../policy/request.ts';
import { printable } from './printable.ts';

const PASSED_TO = 'iam:PassedToService';

/** A request in words: the action, the resource, whom a role is passed to, and the other condition keys. */
export function requestText({ action, resource, context }: Request): string {
  const { [PASSED_TO]: services = [], ...others } = context;
  const [service] = services;
  const keys = Object.entries(others).map(
    ([key, values]) => `\`${printable(key)}\` = \`${values.map(printable).join(', ')}\``,
  );
  const to = service === undefined ? '' : ` to \`${printable(service)}\``;
  const under = keys.length === 0 ? '' : ` with ${keys.join(' and ')}`;
  return `\`${printable(action)}\` on \`${printable(resource)}\`${to}${under}`;
}
