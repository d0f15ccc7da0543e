import { actionGlob, actionSetOf } from './action-set.ts';
import { actionsMatching } from './catalogue.ts';
import { type PolicyDocument, parseResourceControlPolicy } from './document.ts';
import { matchesGlob } from './glob.ts';
import { resourcePatternsOf } from './resource-patterns.ts';
import type { Statement } from './statement.ts';
import type { PatternSet } from './statement-parts.ts';

/**
 * The services on whose resources AWS enforces resource control policies, as its documentation listed them in November 2026.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
 */
const SERVICES: readonly string[] = (
  'aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch ' +
  'cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend ' +
  'comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms ' +
  'gamelift health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications opensearch ' +
  'pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs ' +
  'sts support swf textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray'
).split(' ');

/**
 * The one action of these services that no such policy touches.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
const FREE = 'kms:RetireGrant';

/**
 * The policy that no level is without.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
const FULL_ACCESS = parseResourceControlPolicy(
  {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
  },
  'RCPFullAWSAccess',
);

/**
 * One level of resource control policies as a layer of what principals of the account may do. They bind resources in the
 * account. Whether they bind one of another account, or one whose ARN names no account, such as a bucket, nobody can tell
 * from the account: there a statement is in doubt.
 */
export function resourceControlLayer(
  level: readonly PolicyDocument[],
  accountId: string,
): readonly PolicyDocument[] {
  return [FULL_ACCESS, ...level.map((document) => bound(document, accountId))];
}

function bound(document: PolicyDocument, accountId: string): PolicyDocument {
  return { ...document, statements: document.statements.flatMap((one) => boundStatement(one, accountId)) };
}

/** An Allow is that of RCPFullAWSAccess. */
function boundStatement(statement: Statement, accountId: string): readonly Statement[] {
  if (statement.effect === 'Allow') return [statement];
  const { listed, others } = boundActions(statement.actions);
  const at = `$.Statement[${statement.index}]`;
  const own = ownParts(statement.resources, accountId);
  const isCertain = statement.trouble === undefined;
  const parts: Statement[] = [];
  if (isCertain && own.length > 0)
    parts.push({ ...about(statement, listed), resources: resourcePatternsOf({ not: false, patterns: own }) });
  if (!isCertain || !areAllOf(statement.resources, accountId))
    parts.push(doubted(about(statement, listed), `${at}: ${FOREIGN}`));
  parts.push(doubted(about(statement, others), `${at}: ${UNLISTED}`));
  return parts.filter(({ actions }) => actions.patterns.length > 0);
}

const FOREIGN = 'whether it binds the resource is not known, as the ARN does not name this account';
const UNLISTED = 'whether it binds resources of this service is not known, as AWS did not list the service';

function about(statement: Statement, patterns: readonly string[]): Statement {
  return { ...statement, actions: actionSetOf({ not: false, patterns }) };
}

/** In doubt for a reason of its own, or else for this one. */
function doubted(statement: Statement, trouble: string): Statement {
  return { ...statement, trouble: statement.trouble ?? trouble };
}

/** The actions of services where such policies are known to be enforced, and those that are named all the same. */
interface BoundActions {
  readonly listed: readonly string[];
  readonly others: readonly string[];
}

/** NotAction is in doubt already, as no such policy has it, and may be of any action. */
function boundActions({ not, patterns }: PatternSet): BoundActions {
  const listed: string[] = [];
  const others: string[] = [];
  for (const pattern of not ? ['*'] : patterns) {
    const action = pattern.toLowerCase();
    const colon = action.indexOf(':');
    const service = colon < 0 ? action : action.slice(0, colon);
    const name = colon < 0 ? undefined : action.slice(colon + 1);
    const services = servicesLike(service);
    const isWild = /[*?]/.test(service);
    // Where the service is open, those that are not listed are not meant; without a colon it may end anywhere.
    if (isWild && (name !== undefined || service === '*'))
      listed.push(...services.map((one) => `${one}:${name ?? '*'}`));
    else if (services.length > 0 && name !== undefined) listed.push(pattern);
    else others.push(pattern);
  }
  return { listed: listed.flatMap(withoutFree), others };
}

function servicesLike(pattern: string): readonly string[] {
  const glob = actionGlob(pattern);
  return SERVICES.filter((service) => matchesGlob(glob, service));
}

function withoutFree(pattern: string): readonly string[] {
  if (!matchesGlob(actionGlob(pattern), FREE.toLowerCase())) return [pattern];
  return [...actionsMatching(pattern)].map(({ name }) => name).filter((name) => name !== FREE);
}

/** The patterns as far as they are of the account; what NotResource or a variable leaves open is none of them. */
function ownParts({ not, patterns }: PatternSet, accountId: string): readonly string[] {
  return not ? [] : patterns.flatMap((pattern) => ownPart(pattern, accountId) ?? []);
}

function ownPart(pattern: string, accountId: string): string | undefined {
  if (pattern.includes('$')) return undefined;
  const [partition = '*', name = '*', service = '*', region = '*', account = '*', ...resource] =
    pattern.split(':');
  if (!matchesGlob(actionGlob(account), accountId)) return undefined;
  const rest = resource.length === 0 ? '*' : resource.join(':');
  return [partition, name, service, region, accountId, rest].join(':');
}

function areAllOf({ not, patterns }: PatternSet, accountId: string): boolean {
  return !not && patterns.every((pattern) => pattern.split(':')[4] === accountId && !pattern.includes('$'));
}
