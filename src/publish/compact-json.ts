import stringify from 'json-stringify-pretty-compact';
import { jsonEscape, spelledOut } from '../findings/printable.ts';

/**
 * The value as JSON for people, as `printableJson`, but what fits within `width` columns behind `indent` stands on one line: a
 * policy takes a third of the lines.
 */
export function compactJson(value: unknown, indent: string, width: number): string {
  const text = stringify(value, { maxLength: Math.max(width - indent.length, 20) });
  return text
    .split('\n')
    .map((line) => `${indent}${spelledOut(line, jsonEscape)}`)
    .join('\n');
}
