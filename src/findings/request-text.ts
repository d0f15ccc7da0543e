import type { Request } from '../policy/request.ts';
import type { SomeGains } from './policy-change.ts';
import { printable } from './printable.ts';

const PASSED_TO = 'iam:PassedToService';

/** A request in words: the action, the resource, whom a role is passed to, and the other condition keys. */
function requestText({ action, resource, context }: Request): string {
  const { [PASSED_TO]: services = [], ...others } = context;
  const [service] = services;
  const keys = Object.entries(others).map(
    ([key, values]) => `\`${printable(key)}\` = \`${values.map(printable).join(', ')}\``,
  );
  const to = service === undefined ? '' : ` to \`${printable(service)}\``;
  const under = keys.length === 0 ? '' : ` with ${keys.join(' and ')}`;
  return `\`${printable(action)}\` on \`${printable(resource)}\`${to}${under}`;
}

/** The witness of gains in words, and what else there is. */
export function someText({ witness, others, severity }: SomeGains): string {
  const named = others.slice(0, MOST_NAMED).map((pattern) => `\`${printable(pattern)}\``);
  const how = others.length > named.length ? ', such as ' : ': ';
  const count = `${others.length} more ${others.length === 1 ? 'action' : 'actions'}`;
  const more = others.length === 0 ? '' : ` (and ${count}${how}${named.join(', ')})`;
  const unlisted = severity === 'low' ? ', a resource that AWS does not list for it' : '';
  return `${requestText(witness)}${more}${unlisted}`;
}

const MOST_NAMED = 4;
