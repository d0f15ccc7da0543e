import { type Arn, parseArn } from '../model/arn.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { identityAccess } from '../policy/effective.ts';
import { evaluate } from '../policy/evaluate.ts';
import { kept, shortMemory } from '../policy/kept.ts';
import { escapeLiteral, patternContains } from '../policy/pattern.ts';
import { resourcePatternsOf } from '../policy/resource-patterns.ts';
import type { Statement } from '../policy/statement.ts';
import type { RoleCase } from './evidence.ts';
import type { Refused } from './missing.ts';
import { printable } from './printable.ts';
import { pinsOfCall } from './role-access.ts';

/**
 * What a statement of the role comes close to a refused request with, in words behind the message about it; empty where
 * none does. The statement would allow the request if it differed nowhere.
 */
export function nearMissHint(refused: Refused, roleCase: RoleCase): string {
  const { refusal, witness } = refused.outcome;
  const wanted = parseArn(witness.resource);
  if (wanted === undefined || refusal.kind !== 'implicitDeny' || refusal.layer !== 0) return '';
  for (const { document, statement, pattern } of allowedPatterns(roleCase)) {
    const near = approach(pattern, wanted);
    if (near === undefined || !wouldAllow(refused, roleCase, document, statement, near.pattern)) continue;
    const sid = statement.sid ?? String(statement.index);
    return `; statement ${printable(sid)} of \`${printable(document.name)}\` allows it on \`${printable(pattern)}\`, which differs in ${near.differences.join(' and ')} alone`;
  }
  return '';
}

function* allowedPatterns({ documents }: RoleCase) {
  for (const document of documents)
    for (const statement of document.statements)
      if (statement.effect === 'Allow' && !statement.resources.not)
        for (const pattern of statement.resources.patterns) yield { document, statement, pattern };
}

interface Near {
  /** The pattern with what differs replaced. */
  readonly pattern: string;
  readonly differences: readonly string[];
}

/** How a pattern differs from an ARN, if only in these ways; undefined where it does not, or in others as well. */
function approach(pattern: string, wanted: Arn): Near | undefined {
  const [, partition = '', service = '', region = '', accountId = '', ...rest] = pattern.split(':');
  const resource = rest.join(':');
  if (rest.length === 0 || !covers(service, wanted.service)) return undefined;
  const difference = covers(resource, wanted.resource) ? undefined : nearResource(resource, wanted);
  if (difference === 'other') return undefined;
  const places = { partition, region, account: accountId };
  const wantedPlaces = { partition: wanted.partition, region: wanted.region, account: wanted.accountId };
  const differences = PLACES.filter((place) => !covers(places[place], wantedPlaces[place]));
  const [newPartition, newRegion, newAccount] = PLACES.map((place) => escapeLiteral(wantedPlaces[place]));
  const moved = `arn:${newPartition}:${wanted.service}:${newRegion}:${newAccount}:${difference === undefined ? resource : escapeLiteral(wanted.resource)}`;
  const all = [...differences, ...(difference === undefined ? [] : [difference])];
  return all.length === 0 ? undefined : { pattern: moved, differences: all };
}

const PLACES = ['partition', 'region', 'account'] as const;

/** Of roles the path may differ, and of managed rules a letter or two: nobody can choose their names. */
function nearResource(
  pattern: string,
  { service, resource }: Arn,
): 'case' | 'path' | 'the spelling of the rule' | 'other' {
  if (covers(pattern.toLowerCase(), resource.toLowerCase())) return 'case';
  const isRole = service === 'iam' && pattern.startsWith('role/') && resource.startsWith('role/');
  if (isRole && nameIn(pattern) === nameIn(resource)) return 'path';
  const isRule = service === 'events' && resource.startsWith('rule/StepFunctions');
  return isRule && kept(ALMOST, `${pattern} ${resource}`, () => isAlmost(pattern, resource))
    ? 'the spelling of the rule'
    : 'other';
}

function nameIn(resource: string): string {
  return resource.slice(resource.lastIndexOf('/') + 1);
}

/** Managed rules are called the same in every account and for every role. */
const ALMOST = shortMemory<string, boolean>(1_000);

const SLIPS = 2;

/** True where so many letters, added, left out or replaced, make one text of the other. */
function isAlmost(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > SLIPS) return false;
  const letters = [...right];
  let slips = [0, ...letters.keys()].map((_, index) => index);
  for (const [row, letter] of [...left].entries()) {
    const next = [row + 1];
    for (const [column, other] of letters.entries()) {
      const [above = 0, diagonal = 0] = [slips[column + 1], slips[column]];
      const before = next[column] ?? 0;
      next.push(Math.min(before + 1, above + 1, diagonal + (letter === other ? 0 : 1)));
    }
    slips = next;
  }
  return (slips.at(-1) ?? SLIPS + 1) <= SLIPS;
}

function covers(pattern: string, text: string): boolean {
  if (!/[*?$]/.test(pattern)) return pattern === text;
  return patternContains(`${ANY_PLACE}${pattern}`, `${ANY_PLACE}${escapeLiteral(text)}`);
}

const ANY_PLACE = 'arn:a:b:c:d:';

/** Whether the statement would allow the request if it named that resource. */
function wouldAllow(
  { use, grant, outcome }: Refused,
  { pins }: RoleCase,
  document: PolicyDocument,
  statement: Statement,
  pattern: string,
): boolean {
  const resources = resourcePatternsOf({ not: false, patterns: [pattern] });
  const alone = identityAccess([{ ...document, statements: [{ ...statement, resources }] }]);
  return evaluate(alone, outcome.witness, pinsOfCall(pins, grant, use.machine)).kind === 'allowed';
}
