import { parseArn } from '../model/arn.ts';
import { asArray, isRecord, type JsonRecord, own } from '../model/json.ts';
import { readValue } from '../model/read.ts';
import type { ResourcePolicy } from '../model/resource-policy.ts';
import { catalogue } from '../policy/catalogue.ts';
import { overlaps } from '../policy/contains.ts';
import { type PolicyDocument, parsePolicy, parseTrustPolicy } from '../policy/document.ts';
import { identityAccess } from '../policy/effective.ts';
import { kept, memory } from '../policy/kept.ts';
import type { Request } from '../policy/request.ts';
import type { PatternSet } from '../policy/statement-parts.ts';
import type { Overlap } from '../policy/verdict.ts';

/** Whom the policy of a resource lets in from outside its account. */
export interface Sharing {
  readonly others: readonly Outsider[];
  /** What could not be decided. */
  readonly open: readonly string[];
}

export interface Outsider {
  /** As the policy names it; `*` is everybody. */
  readonly principal: string;
  /** Something that it may do. */
  readonly witness: Request;
  /** True where a condition has its say in who is let in. */
  readonly isConditional: boolean;
}

const KNOWN = memory<ResourcePolicy, Sharing>();

/** Each policy is looked at once, however often remedies are tried. */
export function sharingOf(policy: ResourcePolicy): Sharing {
  return kept(KNOWN, policy, readSharing);
}

/**
 * What the policy of the resource allows; the other account has to allow it as well, which is its own matter.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
function readSharing({ arn, type, document }: ResourcePolicy): Sharing {
  const { grants, problems } = grantsIn(readValue(document));
  const home = parseArn(arn)?.accountId ?? '';
  const open = new Set(problems);
  const others = new Map<string, Outsider>();
  for (const grant of grants.filter(({ effect }) => effect === 'Allow')) {
    for (const principal of outsidersIn(grant.principals, home)) {
      const denies = grants.filter(
        (other) => other.effect !== 'Allow' && strikes(other.principals, principal),
      );
      const { answer, isConditional } = ask([grant, ...denies], { principal, home, type });
      if (answer.kind === 'unknown' && problems.length === 0) open.add(answer.why);
      if (answer.kind === 'overlaps' && !others.has(principal))
        others.set(principal, { principal, witness: answer.witness, isConditional });
    }
  }
  return { others: [...others.values()], open: [...open] };
}

/** One statement: whom it speaks of, and a document of it alone that says what of. */
interface Grant {
  readonly effect: PolicyDocument['statements'][number]['effect'];
  readonly principals: PatternSet;
  readonly document: PolicyDocument;
}

/** Read twice, once without the resources and once without the principals. */
function grantsIn(policy: unknown): {
  readonly grants: readonly Grant[];
  readonly problems: readonly string[];
} {
  const whom = parseTrustPolicy(without(policy, ['Resource', 'NotResource']), NAME);
  const what = parsePolicy(without(policy, ['Principal', 'NotPrincipal']), NAME);
  const grants = whom.statements.flatMap(({ effect, resources }, index) => {
    const statement = what.statements[index];
    return statement === undefined
      ? []
      : [{ effect, principals: resources, document: { ...what, statements: [statement] } }];
  });
  const problems = [...whom.problems, ...what.problems].map(({ path, message }) => `${path}: ${message}`);
  return { grants, problems: [...new Set(problems)] };
}

const NAME = 'resource policy';

function without(policy: unknown, elements: readonly string[]): unknown {
  if (!isRecord(policy)) return policy;
  const cut = (statement: unknown): unknown =>
    isRecord(statement)
      ? Object.fromEntries(Object.entries(statement).filter(([name]) => !elements.includes(name)))
      : statement;
  const listed = own(policy, 'Statement');
  return { ...policy, Statement: Array.isArray(listed) ? asArray(listed).map(cut) : cut(listed) };
}

const EVERYBODY = '*';

/** An identifier without ARN is what is left of a principal that was deleted; services act for the account itself. */
function outsidersIn({ not, patterns }: PatternSet, home: string): readonly string[] {
  if (not || patterns.includes(EVERYBODY)) return [EVERYBODY];
  return patterns
    .filter((pattern) => pattern.startsWith('AWS:'))
    .map((pattern) => pattern.slice('AWS:'.length))
    .filter((name) => (parseArn(name)?.accountId ?? home) !== home);
}

/** Whether a Deny is about the whole of the principal. */
function strikes({ not, patterns }: PatternSet, principal: string): boolean {
  const account = parseArn(principal)?.accountId;
  const isNamed = patterns.some(
    (pattern) =>
      pattern === EVERYBODY ||
      pattern === `AWS:${principal}` ||
      (account !== undefined && pattern.endsWith(`::${account}:${not ? 'root' : '*'}`)),
  );
  return isNamed !== not;
}

interface Asker {
  readonly principal: string;
  readonly home: string;
  readonly type: ResourcePolicy['type'];
}

/** Everybody is first somebody without any key of interest; where that is not enough, a condition decides. */
function ask(
  grants: readonly Grant[],
  { principal, home, type }: Asker,
): { readonly answer: Overlap; readonly isConditional: boolean } {
  const account = parseArn(principal)?.accountId;
  const granted = identityAccess(grants.map(({ document }) => document));
  const answerTo = (Action: unknown, Condition: JsonRecord, typed?: typeof catalogue): Overlap => {
    const Statement = { Effect: 'Allow', Action, Resource: '*', Condition };
    const asked = identityAccess([parsePolicy({ Version: '2012-10-17', Statement }, 'asked')]);
    return overlaps(asked, granted, typed === undefined ? {} : { typed });
  };
  const answers = [
    account === undefined ? within(SOMEBODY) : within(account, principal),
    ...(account === undefined ? [outside(home)] : []),
  ].flatMap((condition, place) =>
    [
      answerTo('*', condition, catalogue),
      answerTo(TELLING[type], condition),
      // INVARIANT: the last is the widest, so that it alone decides that nothing is allowed.
      answerTo('*', condition),
    ].map((answer) => ({ answer, isConditional: place > 0 || hasOtherKeys(answer) })),
  );
  const last = answers.at(-1) ?? { answer: { kind: 'disjoint' }, isConditional: false };
  return answers.find(({ answer }) => answer.kind === 'overlaps') ?? last;
}

/** Actions that show best what is shared, for types that the authorization tables do not list. */
const TELLING: Readonly<Record<ResourcePolicy['type'], readonly string[]>> = {
  LineageGroup: ['sagemaker:DescribeLineageGroup', 'sagemaker:QueryLineage'],
  ModelPackageGroup: ['sagemaker:DescribeModelPackage', 'sagemaker:DescribeModelPackageGroup'],
};

/** Keys of the principal itself say no more than who it is. */
function hasOtherKeys(answer: Overlap): boolean {
  return (
    answer.kind === 'overlaps' &&
    Object.keys(answer.witness.context).some((key) => !/^aws:Principal(Account|Arn)$/i.test(key))
  );
}

/** An account that nobody has, in the place of any. */
const SOMEBODY = '000000000000';

function within(account: string, principal = ''): JsonRecord {
  const isOne = /:iam::\d+:(role|user)\//.test(principal);
  return {
    StringEquals: { 'aws:PrincipalAccount': account },
    ArnLike: { 'aws:PrincipalArn': isOne ? principal : `arn:*:iam::${account}:*` },
  };
}

function outside(account: string): JsonRecord {
  return {
    StringNotEquals: { 'aws:PrincipalAccount': account },
    ArnNotLike: { 'aws:PrincipalArn': `arn:*:iam::${account}:*` },
  };
}
