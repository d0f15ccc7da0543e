import { printable } from '../findings/printable.ts';
import type { Request } from '../policy/request.ts';

/** A request for people, one line for each part. */
export function requestText({ action, resource, context }: Request): string {
  const keys = Object.entries(context).map(([key, values]) => `${key} = ${values.join(', ')}`);
  return [action, resource, ...keys].map((line) => `  ${printable(line)}\n`).join('');
}
