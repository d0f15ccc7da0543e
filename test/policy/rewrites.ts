import type { AccessJson, DocumentJson, OneOrMany, StatementJson, ValueJson } from './case-access.ts';
import {
  asList,
  attachments,
  type Change,
  conditions,
  documents,
  type Entry,
  lists,
  patterns,
  statementLists,
  statements,
  statementsIn,
  texts,
  values,
} from './rewrite-parts.ts';

/** Other ways to write an access, by name, which leave its meaning as it is. */
export const REWRITES: ReadonlyMap<string, Change<AccessJson>> = new Map<string, Change<AccessJson>>([
  ['policies in another order', attachments((list) => list.toReversed())],
  [
    'levels in another order',
    (access) => (access.scps ? { ...access, scps: access.scps.toReversed() } : access),
  ],
  ['statements in another order', statementLists((list) => list.toReversed())],
  ['actions, resources and values in another order', lists((list) => asList(list).toReversed())],
  ['operators and keys in another order', statements(conditions((entries) => entries.toReversed()))],
  ['policies attached twice', attachments((list) => [...list, ...list])],
  ['statements twice', statementLists((list) => [...list, ...list])],
  ['actions, resources and values twice', lists((list) => [...asList(list), ...asList(list)])],
  ['narrower copies of statements', statementLists((list) => [...list, ...list.map(narrower)])],
  ['statements split by action', statementLists((list) => list.flatMap(splitBy('Action')))],
  ['statements split by resource', statementLists((list) => list.flatMap(splitBy('Resource')))],
  ['documents split in halves', attachments((list) => list.flatMap(halves))],
  ['a policy for each statement', attachments((list) => list.flatMap(oneByOne))],
  ['documents of a version merged', attachments(mergedByVersion)],
  ['scalars for lists of one', lists(scalarOf)],
  ['lists for scalars', lists(asList)],
  [
    'single statements without a list',
    documents((each) => ({ ...each, Statement: scalarOf(each.Statement) })),
  ],
  ['booleans and numbers without quotes', statements(values((value) => asList(value).map(bare)))],
  ['actions in the other case', statements(texts(['Action', 'NotAction'], swapCases))],
  ['condition keys in the other case', entries(([operator, key, value]) => [operator, swapCase(key), value])],
  ['operators in the other case', entries(([operator, key, value]) => [swapCase(operator), key, value])],
  ['variables in the other case', documents(loudVariables)],
  ['other Sids', statements((statement) => ({ ...statement, Sid: 'Other' }))],
  ['no Sids', statements(({ Sid: _, ...statement }) => statement)],
  [
    'stars doubled',
    patterns((text) => text.replace(/\$\{[^}]*\}|\*/g, (piece) => (piece === '*' ? '**' : piece))),
  ],
  ['all segments of short resources', statements(texts(['Resource', 'NotResource'], allSegments))],
  ['StringLike for texts without wildcards', entries(likeForEquals)],
  [
    'ArnEquals for ArnLike',
    entries(([operator, ...rest]) => [operator.replace(/^(.*Arn(?:Not)?)Like/, '$1Equals'), ...rest]),
  ],
  ['the old version by its name', documents((each) => ({ Version: '2008-10-17', ...each }))],
  ['the other version where nothing tells them apart', documents(inOtherVersion)],
]);

function entries(change: Change<Entry>): Change<AccessJson> {
  return statements(conditions((list) => list.map(change)));
}

/** One statement for each text of the element; NotAction and NotResource cannot be split. */
function splitBy(element: 'Action' | 'Resource'): (statement: StatementJson) => readonly StatementJson[] {
  return (statement) => {
    const found = statement[element];
    return found === undefined
      ? [statement]
      : asList(found).map((text) => ({ ...statement, [element]: text }));
  };
}

/** What the statement allows or denies already, under one more condition. */
function narrower(statement: StatementJson): StatementJson {
  const { Condition: condition = {} } = statement;
  const more = { ...condition.StringLike, other: 'x*' };
  return { ...statement, Condition: { ...condition, StringLike: more } };
}

function halves(document: DocumentJson): readonly DocumentJson[] {
  const list = statementsIn(document);
  return [0, 1].map((half) => ({ ...document, Statement: list.filter((_, index) => index % 2 === half) }));
}

function oneByOne(document: DocumentJson): readonly DocumentJson[] {
  return statementsIn(document).map((statement) => ({ ...document, Statement: statement }));
}

function mergedByVersion(list: readonly DocumentJson[]): readonly DocumentJson[] {
  const versions = new Map<DocumentJson['Version'], DocumentJson>();
  for (const document of list) {
    const { Statement: before } = versions.get(document.Version) ?? { Statement: [] };
    versions.set(document.Version, {
      ...document,
      Statement: [...asList(before), ...statementsIn(document)],
    });
  }
  return [...versions.values()];
}

function scalarOf<Value>(list: OneOrMany<Value>): OneOrMany<Value> {
  const [first, ...more] = asList(list);
  return first === undefined || more.length > 0 ? list : first;
}

/** The value as JSON spells it without quotes, if it does. */
function bare(value: ValueJson): ValueJson {
  if (value === 'true' || value === 'false') return value === 'true';
  return value !== '' && String(Number(value)) === value ? Number(value) : value;
}

function swapCases(list: OneOrMany<string>): readonly string[] {
  return asList(list).map(swapCase);
}

function swapCase(text: string): string {
  return text.replace(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

/** In the old version a variable is text, which has case. */
function loudVariables(document: DocumentJson): DocumentJson {
  if (document.Version !== '2012-10-17') return document;
  const text = JSON.stringify(document.Statement).replace(/\$\{\w+/g, (name) => name.toUpperCase());
  return { ...document, Statement: JSON.parse(text) as DocumentJson['Statement'] };
}

function allSegments(list: OneOrMany<string>): readonly string[] {
  return asList(list).map((text) => text + ':*'.repeat(Math.max(6 - text.split(':').length, 0)));
}

function likeForEquals([operator, key, value]: Entry): Entry {
  const isPlain = asList(value).every((one) => !/[*?$]/.test(String(one)));
  return [isPlain ? operator.replace(/(String(?:Not)?)Equals(?!Ignore)/, '$1Like') : operator, key, value];
}

/** The versions differ by their variables only. */
function inOtherVersion(document: DocumentJson): DocumentJson {
  if (JSON.stringify(document).includes('${')) return document;
  return { ...document, Version: document.Version === '2012-10-17' ? '2008-10-17' : '2012-10-17' };
}
