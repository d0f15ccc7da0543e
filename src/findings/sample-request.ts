import { actionSetOf } from '../policy/action-set.ts';
import { catalogue } from '../policy/catalogue.ts';
import { overlaps } from '../policy/contains.ts';
import { parsePolicy } from '../policy/document.ts';
import { type Access, identityAccess } from '../policy/effective.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Request } from '../policy/request.ts';
import { resourceParts } from '../policy/resource-patterns.ts';
import type { Statement } from '../policy/statement.ts';
import { accessTo } from './checks.ts';
import type { CustomerStatement } from './customer-statements.ts';
import type { Account, RoleCase } from './evidence.ts';

const EVERYTHING: Access = identityAccess([
  parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }, 'all'),
]);

/** A request that the statement is about, by its actions and resources alone; one of the account itself if there is any. */
export function requestAbout(statement: Statement, account: Account): Request | undefined {
  const subject = accessOfStatement({ ...statement, conditions: [] });
  for (const typed of [account.home.all, catalogue]) {
    const found = overlaps(subject, EVERYTHING, { typed });
    if (found.kind === 'overlaps') return found.witness;
  }
  return undefined;
}

/** A statement is not tried longer than this: with all its actions on all its resources it could take minutes. */
const MOST_TRIES = 100;

/**
 * A request that the statement is about and that the access refuses, whatever condition keys come with it. Each action is
 * tried on each resource, so that it does not matter in which order they stand.
 */
export function refusedAbout(
  statement: Statement,
  access: Pick<RoleCase, 'access' | 'pins'>,
  account: Account,
): Request | undefined {
  for (const part of triedOf(statement)) {
    const request = requestAbout(part, account);
    if (request !== undefined && refuses(access, request)) return request;
  }
  return undefined;
}

/** Each action of the statement on each of its resources; of very many the first by their letters. */
function triedOf(statement: Statement): readonly Statement[] {
  const { actions, resources } = statement;
  const patterns = actions.not ? [undefined] : actions.patterns;
  const all = patterns.flatMap((action) => resourceParts(resources).map((place) => ({ action, place })));
  const tried = all.length <= MOST_TRIES ? all : all.sort(byLetters).slice(0, MOST_TRIES);
  return tried.map(({ action, place }) => ({
    ...(action === undefined ? statement : withActions(statement, [action])),
    resources: place,
  }));
}

interface Try {
  readonly action: string | undefined;
  readonly place: Statement['resources'];
}

function byLetters(left: Try, right: Try): number {
  return lettersOf(left) < lettersOf(right) ? -1 : 1;
}

function lettersOf({ action = '', place }: Try): string {
  return [action.toLowerCase(), ...place.patterns].join(' ');
}

/** The statement as an Allow that stands alone. */
export function accessOfStatement(statement: Statement): Access {
  const document = parsePolicy({ Version: '2012-10-17', Statement: [] }, 'statement');
  return identityAccess([{ ...document, statements: [{ ...statement, effect: 'Allow' }] }]);
}

/** The same statement for other actions. */
export function withActions(statement: Statement, patterns: readonly string[]): Statement {
  return { ...statement, actions: actionSetOf({ not: false, patterns }) };
}

/** True where the access refuses the request, whatever condition keys come with it. */
export function refuses(
  { access, pins }: Pick<RoleCase, 'access' | 'pins'>,
  { action, resource }: Request,
): boolean {
  return overlaps(accessTo(action, escapeLiteral(resource), {}), access, { pins }).kind === 'disjoint';
}

/** A request of the statement that the access allows, if it allows any for certain. */
export function allowedAmong(
  statement: Statement,
  { access, pins }: Pick<RoleCase, 'access' | 'pins'>,
  account: Account,
): Request | undefined {
  const found = overlaps(accessOfStatement(statement), access, { pins, typed: account.home.all });
  return found.kind === 'overlaps' ? found.witness : undefined;
}

/** What the role allows without one of its statements. */
export function accessWithout({ roleCase, text, statement }: CustomerStatement): Access {
  const { access, documents, role } = roleCase;
  const [, ...outer] = access.layers;
  const others = documents.map((document, index) =>
    role.policies[index] === text
      ? { ...document, statements: document.statements.filter(({ index: at }) => at !== statement.index) }
      : document,
  );
  return { layers: [others, ...outer] };
}
