/** JSON that nobody has checked yet. Only parsers look inside. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value of an own key; inherited names such as `constructor` never answer. */
export function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** No definition or policy comes near; walking what is much deeper would overflow the stack. */
const MOST_DEPTH = 100;

export type ParsedJson =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly why: string };

/** JSON of an account; never throws, and never repeats the text. */
export function parseJson(text: string): ParsedJson {
  if (isTooDeep(text)) return { kind: 'problem', why: TOO_DEEP };
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'problem', why: 'expected JSON, found other text' };
  }
}

export const TOO_DEEP: string = `expected at most ${MOST_DEPTH} levels of arrays and objects`;

/** Whether arrays and objects are nested too deeply to be walked; of a text that is no JSON the answer means nothing. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === BACKSLASH) at += 1;
    else if (character === QUOTE) isInText = !isInText;
    else if (!isInText) depth += nesting(character);
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}

const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/** What a character outside of texts does to the depth. */
function nesting(character: number): number {
  switch (character) {
    case 0x5b:
    case 0x7b:
      return 1;
    case 0x5d:
    case 0x7d:
      return -1;
    default:
      return 0;
  }
}

/** One step of a JSON path: `.name` where it is a plain name, `["any text"]` elsewhere. */
export function pathStep(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** What a JSON value is, in the words of an error message: `null`, `an array`, `a number`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
