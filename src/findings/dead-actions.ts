import { mapped } from '../model/mapped.ts';
import { serviceOf } from '../policy/action-set.ts';
import { actionNamed, actionsMatching, type CatalogueAction, catalogue } from '../policy/catalogue.ts';
import { kept, memory } from '../policy/kept.ts';
import { canReach } from '../policy/reachable-resources.ts';
import type { ResourcePatterns } from '../policy/resource-patterns.ts';
import type { Statement } from '../policy/statement.ts';
import { unknownActions } from './unknown-actions.ts';

/** The actions of an Allow statement that can meet none of its resources. */
export interface DeadActions {
  /** The first that stands for its pattern; never empty. */
  readonly actions: readonly [CatalogueAction, ...CatalogueAction[]];
  /** Nothing of the statement can be granted. */
  readonly isWhole: boolean;
}

const KNOWN = memory<Statement, readonly DeadActions[]>();

/** None or one. In a statement that grants something only actions that are written without wildcards count. */
export function deadActions(statement: Statement): readonly DeadActions[] {
  return kept(KNOWN, statement, findDead);
}

function findDead(statement: Statement): readonly DeadActions[] {
  const { effect, actions, resources } = statement;
  if (effect !== 'Allow' || actions.not || resources.not || resources.patterns.includes('*')) return [];
  const unknown = new Set(mapped(unknownActions(statement), ({ pattern }) => pattern));
  const patterns = actions.patterns.filter((pattern) => !unknown.has(pattern));
  const deadIn = (pattern: string) => deadOf(pattern, resources);
  const named = patterns.filter((pattern) => !isWide(pattern));
  const deadByName = mapped(named, deadIn).filter((action) => action !== undefined);
  const isWhole =
    deadByName.length === named.length &&
    patterns.every((pattern) => !isWide(pattern) || deadIn(pattern) !== undefined);
  const [first, ...others] = isWhole
    ? patterns.map(deadIn).filter((action) => action !== undefined)
    : deadByName;
  return first === undefined ? [] : [{ actions: [first, ...others], isWhole }];
}

function isWide(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/** An action that the pattern matches, if every one is known to meet none of the resources. */
function deadOf(pattern: string, resources: ResourcePatterns): CatalogueAction | undefined {
  let first: CatalogueAction | undefined;
  for (const action of listedFor(pattern)) {
    if (!isSettled(action) || canReach(action, resources)) return undefined;
    first ??= action;
  }
  return first;
}

/** The actions that the pattern matches; none where it leaves the service open. */
function listedFor(pattern: string): Iterable<CatalogueAction> {
  if (isWide(pattern))
    return catalogue.services.has(serviceOf(pattern.toLowerCase()) ?? '') ? actionsMatching(pattern) : [];
  const action = actionNamed(pattern);
  return action === undefined ? [] : [action];
}

/**
 * Services whose tables of resource types have been held against AWS's own managed policies and agree with them. Elsewhere the tables
 * leave out resources that the service does test.
 */
const SETTLED: ReadonlySet<string> = new Set(
  'athena batch dynamodb ecr iam kms lambda logs s3 sagemaker secretsmanager sns sqs states'.split(' '),
);

/** Lists that Studio asks for by the ARN of their domain, whatever the table says. */
const LISTED_BY_ARN: ReadonlySet<string> = new Set(
  'ListApps ListDomains ListSpaces ListUserProfiles'.split(' ').map((name) => `sagemaker:${name}`),
);

/**
 * Many services test a list call against an ARN all the same, although their tables name none: `iam:ListRoles`,
 * `logs:DescribeLogGroups`. SageMaker's documentation says that it does not.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/security_iam_id-based-policy-examples.html
 */
function isSettled({ name, resourceTypes }: CatalogueAction): boolean {
  if (resourceTypes.length > 0) return SETTLED.has(name.slice(0, name.indexOf(':')));
  return (
    name === 'ecr:GetAuthorizationToken' ||
    name === 'sagemaker:Search' ||
    (name.startsWith('sagemaker:List') && !LISTED_BY_ARN.has(name))
  );
}
