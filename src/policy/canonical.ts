import { isRecord, type JsonRecord, own } from '../model/json.ts';
import { mapped } from '../model/mapped.ts';

/** Elements whose texts are a set: their order says nothing. */
const SETS = ['Action', 'NotAction', 'Resource', 'NotResource'] as const;

/**
 * The same text for documents that differ only in what IAM does not read: the order of statements, actions, resources
 * and values, repetitions, the case of actions, operators and condition keys, a list of one, and the Sid. Undefined
 * where a document has a shape that no policy has.
 *
 * INVARIANT: fingerprints are made of this text, so that a change here makes every one of them stale.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function canonicalDocument(json: unknown): string | undefined {
  if (!isRecord(json)) return undefined;
  const listed = [own(json, 'Statement')].flat();
  const statements = mapped(listed, (statement) =>
    isRecord(statement) ? canonicalStatement(statement) : undefined,
  );
  if (statements.includes(undefined)) return undefined;
  return JSON.stringify([own(json, 'Version') ?? '2008-10-17', [...new Set(statements)].sort()]);
}

/** The same of one statement, without what the version of its document says of it. */
export function canonicalStatement(statement: JsonRecord): string | undefined {
  const parts: unknown[] = [own(statement, 'Effect')];
  for (const element of SETS) {
    const value = own(statement, element);
    if (value === undefined) continue;
    const texts = textsOf(value);
    if (texts === undefined) return undefined;
    parts.push([element, sorted(element.endsWith('Action') ? mapped(texts, lower) : texts)]);
  }
  const conditions = canonicalConditions(own(statement, 'Condition'));
  return conditions === undefined ? undefined : JSON.stringify([...parts, conditions]);
}

function canonicalConditions(block: unknown): readonly string[] | undefined {
  if (block === undefined) return [];
  if (!isRecord(block)) return undefined;
  const tests: string[] = [];
  for (const [operator, keys] of Object.entries(block)) {
    if (!isRecord(keys)) return undefined;
    for (const [key, value] of Object.entries(keys)) {
      const values = textsOf(value);
      if (values === undefined) return undefined;
      tests.push(JSON.stringify([lower(operator), lower(key), sorted(values)]));
    }
  }
  return sorted(tests);
}

/** Numbers and booleans may stand without quotes. */
function textsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  const texts: string[] = [];
  for (const item of [value].flat()) {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean') return undefined;
    texts.push(String(item));
  }
  return texts;
}

function lower(text: string): string {
  return text.toLowerCase();
}

function sorted(texts: readonly string[]): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)].sort();
}
