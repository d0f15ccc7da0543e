import { mapped } from '../model/mapped.ts';
import type { Because, ExpectedGrant, Need } from './grant.ts';

/** An IAM policy document of Allow statements, ready to be written as JSON. */
interface AllowPolicy<Statement = AllowStatement> {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

interface AllowStatement extends NamelessStatement {
  readonly Sid: string;
}

interface NamelessStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
}

/** One statement of a policy, and the reasons for it. */
export interface ExplainedStatement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly context: ExpectedGrant['context'];
  readonly quantifier: ExpectedGrant['quantifier'];
  readonly needs: readonly Need[];
  readonly because: readonly Because[];
}

export interface ExplainedPolicy {
  readonly policy: AllowPolicy;
  /** The statements of `policy`, in its order. */
  readonly statements: readonly ExplainedStatement[];
}

/**
 * The policy that allows exactly the grants of one bound, in few statements and in the order of the grants. A
 * grant whose resource only a run decides is written with the wildcard it has.
 */
export function policyOf(grants: readonly ExpectedGrant[], bound: ExpectedGrant['bound']): ExplainedPolicy {
  const statements = statementsOf(grants, bound).map(explained);
  return { policy: policyIn(statements), statements };
}

/** The same without the reasons. */
export function plainPolicyOf(grants: readonly ExpectedGrant[], bound: ExpectedGrant['bound']): AllowPolicy {
  return policyIn(statementsOf(grants, bound));
}

/** The same without names for the statements: for comparisons, which do not read them. */
export function namelessPolicyOf(
  grants: readonly ExpectedGrant[],
  bound: ExpectedGrant['bound'],
): AllowPolicy<NamelessStatement> {
  return { Version: '2012-10-17', Statement: mapped(mergedOf(grants, bound), namelessStatement) };
}

/** A statement and the grants that it was made of. */
interface Merged extends Pick<ExplainedStatement, 'actions' | 'resources' | 'context' | 'quantifier'> {
  /** Only reasons are made of them. */
  readonly grants: () => readonly ExpectedGrant[];
}

interface Named extends Merged {
  readonly sid: string;
}

function statementsOf(grants: readonly ExpectedGrant[], bound: ExpectedGrant['bound']): readonly Named[] {
  return withSids(mergedOf(grants, bound));
}

function mergedOf(grants: readonly ExpectedGrant[], bound: ExpectedGrant['bound']): readonly Merged[] {
  const single = mapped(
    grants.filter((grant) => grant.bound === bound),
    statementOf,
  );
  return merge(merge(single, 'resources'), 'actions');
}

function policyIn(
  statements: readonly Pick<Named, 'sid' | 'actions' | 'resources' | 'context'>[],
): AllowPolicy {
  return { Version: '2012-10-17', Statement: mapped(statements, allowStatement) };
}

function statementOf(grant: ExpectedGrant): Merged {
  const { action, resources, context, quantifier } = grant;
  return { actions: [action], resources, context, quantifier, grants: () => [grant] };
}

function explained({ sid, actions, resources, context, quantifier, grants }: Named): ExplainedStatement {
  const explaining = grants();
  return {
    sid,
    actions,
    resources,
    context,
    quantifier,
    needs: unique(explaining.map(({ need }) => need)),
    because: distinct(explaining.map(({ why }) => why)),
  };
}

/** What statements that are joined have in common, so that the joined one allows no pair that none of them allows. */
type Same = 'actions' | 'resources';

/** Joins the statements with one context that have all of `same` in common. */
function merge(statements: readonly Merged[], same: Same): readonly Merged[] {
  const groups = new Map<string, [Merged, ...Merged[]]>();
  for (const statement of statements) {
    const key = keyOf(statement, same);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [statement]);
    else group.push(statement);
  }
  return mapped([...groups.values()], (group) => joined(group, same));
}

/** One text stands for itself, behind a space; several stand in brackets. */
function keyOf(statement: Merged, same: Same): string {
  const { [same]: texts, context, quantifier } = statement;
  const keys = Object.keys(context).length === 0 ? '' : JSON.stringify(sorted(context));
  return `${quantifier}${keys}${texts.length === 1 ? ` ${texts[0]}` : JSON.stringify(texts)}`;
}

function joined(group: readonly [Merged, ...Merged[]], same: Same): Merged {
  const [{ actions, resources, context, quantifier, grants }] = group;
  if (group.length === 1) return { actions, resources: unique(resources), context, quantifier, grants };
  return {
    actions: same === 'actions' ? actions : unique(group.flatMap((one) => one.actions)),
    resources: unique(same === 'resources' ? resources : group.flatMap((one) => one.resources)),
    context,
    quantifier,
    grants: () => group.flatMap((one) => one.grants()),
  };
}

function unique<Text extends string>(texts: readonly Text[]): readonly Text[] {
  return texts.length < 2 ? texts : [...new Set(texts)];
}

/** Of reasons that say the same, the last one in the place of the first. */
function distinct(reasons: readonly Because[]): readonly Because[] {
  return [...new Map([...new Set(reasons)].map((why) => [JSON.stringify(why), why])).values()];
}

function sorted(context: ExpectedGrant['context']): readonly (readonly [string, string])[] {
  return Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1));
}

/** A statement is named after its first action; a name that is taken gets a number. */
function withSids(statements: readonly Merged[]): readonly Named[] {
  const uses = new Map<string, number>();
  return mapped(statements, (statement) => {
    const [first = ''] = statement.actions;
    const name = sidOf(first);
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    const { actions, resources, context, quantifier, grants } = statement;
    return { sid: use === 1 ? name : `${name}${use}`, actions, resources, context, quantifier, grants };
  });
}

/** Letters and digits only: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function sidOf(action: string): string {
  const [service = '', name = ''] = action.split(':');
  const text = /^\w+$/.test(name) ? name : `All${service.charAt(0).toUpperCase()}${service.slice(1)}`;
  return text.replace(/[^A-Za-z0-9]/g, '');
}

function allowStatement({
  sid,
  ...content
}: Pick<Named, 'sid' | 'actions' | 'resources' | 'context'>): AllowStatement {
  return { Sid: sid, ...namelessStatement(content) };
}

function namelessStatement({
  actions,
  resources,
  context,
}: Pick<Merged, 'actions' | 'resources' | 'context'>): NamelessStatement {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(Object.keys(context).length === 0 ? {} : { Condition: { StringEquals: context } }),
  };
}
