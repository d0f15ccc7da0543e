import { jsonEscape, spelledOut } from '../../findings/printable.ts';

/**
 * JSON that can stand in a `script` element, whatever the texts in it: nothing ends the element or begins a comment, and
 * nothing deceives who looks at the source. A parser of JSON reads what was there.
 * https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
export function inertJson(value: unknown): string {
  return spelledOut(JSON.stringify(value), jsonEscape).replace(/[<>&]/g, jsonEscape);
}
