import { asArray, isRecord, type JsonRecord, own } from '../model/json.ts';
import { readValue } from '../model/read.ts';
import type { PolicyText } from '../model/role.ts';
import { kept, memory } from '../policy/kept.ts';
import type { PicturedPolicy, PicturedStatement } from './picture.ts';
import { withoutKnownSecrets, withoutSecretValue } from './secrets.ts';

/** The policy as it can be shown; without statements where it was not read whole, or makes no sense. */
export function picturedPolicy({ name, origin, document }: PolicyText): PicturedPolicy {
  const statements = kept(KNOWN, document, () => statementsOf(document));
  return {
    name: withoutKnownSecrets(name),
    origin: originOf(origin),
    ...(statements.kind === 'shown' ? { statements: statements.list } : {}),
  };
}

function originOf(origin: PolicyText['origin']): PicturedPolicy['origin'] {
  switch (origin) {
    case 'inline':
    case 'customer-managed':
    case 'aws-managed':
    case 'boundary':
      return origin;
    case 'trust':
    case 'scp':
    case 'rcp':
      throw new Error(`a role has no policy of the origin ${origin}`);
  }
}

type Shown =
  | { readonly kind: 'shown'; readonly list: readonly PicturedStatement[] }
  | { readonly kind: 'unclear' };

const UNCLEAR: Shown = { kind: 'unclear' };

/** A managed policy hangs on thousands of roles. */
const KNOWN = memory<PolicyText['document'], Shown>();

function statementsOf(read: PolicyText['document']): Shown {
  const document = read.kind === 'partial' ? undefined : readValue(read);
  const listed = isRecord(document) ? own(document, 'Statement') : undefined;
  if (!isRecord(listed) && !Array.isArray(listed)) return UNCLEAR;
  const list = (Array.isArray(listed) ? asArray(listed) : [listed]).map(picturedStatement);
  const shown = list.filter((statement) => statement !== undefined);
  return shown.length === list.length ? { kind: 'shown', list: shown } : UNCLEAR;
}

const LISTS = ['Action', 'NotAction', 'Resource', 'NotResource'] as const;
const ELEMENTS: readonly string[] = ['Sid', 'Effect', 'Condition', ...LISTS];

/**
 * The statement with every element a list, and without what looks like a secret; undefined where it has an element that would
 * not be shown, as the rest of it would say something else.
 */
export function picturedStatement(json: unknown): PicturedStatement | undefined {
  if (!isRecord(json) || !Object.keys(json).every((element) => ELEMENTS.includes(element))) return undefined;
  const effect = own(json, 'Effect');
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  const sid = own(json, 'Sid');
  const lists = listsOf(json);
  const condition = conditionOf(own(json, 'Condition'));
  if (lists === undefined || condition === undefined) return undefined;
  return {
    ...(typeof sid === 'string' ? { Sid: withoutKnownSecrets(sid) } : {}),
    Effect: effect,
    ...lists,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}

type Lists = Pick<PicturedStatement, (typeof LISTS)[number]>;

function listsOf(json: JsonRecord): Lists | undefined {
  const lists: { -readonly [Element in keyof Lists]: Lists[Element] } = {};
  for (const element of LISTS) {
    const value = own(json, element);
    if (value === undefined) continue;
    const texts = textsOf(value);
    if (texts === undefined) return undefined;
    lists[element] = texts.map(withoutKnownSecrets);
  }
  return lists;
}

/** By operator and key; undefined where it is none. */
function conditionOf(json: unknown): NonNullable<PicturedStatement['Condition']> | undefined {
  if (json === undefined) return {};
  if (!isRecord(json)) return undefined;
  const operators: [string, Record<string, readonly string[]>][] = [];
  for (const [operator, keys] of Object.entries(json)) {
    if (!isRecord(keys)) return undefined;
    const pairs: [string, readonly string[]][] = [];
    for (const [key, values] of Object.entries(keys)) {
      const texts = textsOf(values);
      if (texts === undefined) return undefined;
      pairs.push([withoutKnownSecrets(key), texts.map((text) => withoutSecretValue(key, text))]);
    }
    operators.push([withoutKnownSecrets(operator), Object.fromEntries(pairs)]);
  }
  return Object.fromEntries(operators);
}

/** IAM reads a number or a flag as its text. */
function textsOf(value: unknown): readonly string[] | undefined {
  const values = Array.isArray(value) ? asArray(value) : [value];
  const texts = values.flatMap((each) =>
    typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean' ? [String(each)] : [],
  );
  return texts.length === values.length ? texts : undefined;
}
