import { machineOf } from '../findings/lens.ts';
import { asArray, asString, isRecord, type JsonRecord, own } from '../model/json.ts';
import { fail, recordOrNone, textAt } from './event-fields.ts';

/** Where a call was made. */
export interface CallPlace {
  /** As CloudTrail names the service. */
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** One call may be about so many things; a cluster has at most a hundred groups of instances, mostly of one role. */
const MOST_TARGETS = 50;

const REQUEST = '$.detail.requestParameters';
const ROLE_NAME = /^[A-Za-z0-9_+=,.@-]{1,64}$/;
const PATH_AND_NAME = '(?:[!-~]{1,510}\\/)?[A-Za-z0-9_+=,.@-]{1,128}';

/** The ARNs that a call touched, all of its account; none where it is about no role. Throws MalformedEvent. */
export function targetsOf(detail: JsonRecord, place: CallPlace): readonly string[] {
  const found = new Set(allTargets(detail, place));
  if (found.size > MOST_TARGETS) fail(REQUEST, `at most ${MOST_TARGETS} things that are touched`, detail);
  return [...found];
}

function allTargets(detail: JsonRecord, place: CallPlace): readonly string[] {
  switch (place.source) {
    case 'iam.amazonaws.com':
      return iamTargets(detail, place);
    case 'states.amazonaws.com':
      return machineTargets(detail, place);
    default:
      return sageMakerTargets(detail, place);
  }
}

/**
 * A call about a role names it without its path; only the answer to CreateRole has its ARN. A call about a managed policy
 * has the ARN of that.
 */
function iamTargets(detail: JsonRecord, place: CallPlace): readonly string[] {
  const request = recordOrNone(detail, 'requestParameters');
  const created = asString(own(recordOrNone(recordOrNone(detail, 'responseElements'), 'role'), 'arn'));
  if (created !== undefined && isArnOf('role', created, place)) return [created];
  if (own(request, 'roleName') !== undefined) {
    const name = textAt(request, 'roleName', REQUEST, ROLE_NAME, 'the name of a role');
    return [`arn:${place.partition}:iam::${place.account}:role/${name}`];
  }
  const policy = asString(own(request, 'policyArn'));
  if (policy !== undefined && isArnOf('policy', policy, place)) return [policy];
  const named = asArray(own(detail, 'resources')).flatMap((resource) =>
    isRecord(resource) ? (asString(own(resource, 'ARN')) ?? []) : [],
  );
  const arns = named.filter((arn) => isArnOf('role', arn, place) || isArnOf('policy', arn, place));
  return arns.length > 0 ? arns : fail(REQUEST, 'a role or a policy of the account', policy);
}

const MACHINE_FIELDS = ['stateMachineArn', 'stateMachineVersionArn', 'stateMachineAliasArn'];

/** Versions and aliases belong to their state machine; the role is the new one, where the call gives one. */
function machineTargets(detail: JsonRecord, place: CallPlace): readonly string[] {
  const request = recordOrNone(detail, 'requestParameters');
  const answer = recordOrNone(detail, 'responseElements');
  const routed = asArray(own(request, 'routingConfiguration')).filter(isRecord);
  const named = [request, answer, ...routed].flatMap((record) =>
    MACHINE_FIELDS.flatMap((key) => asString(own(record, key)) ?? []),
  );
  const machines = named.filter((arn) => isMachine(arn, place)).map((arn) => machineOf(arn).machine);
  if (machines.length === 0) fail(REQUEST, 'a state machine of the account and the region', named[0]);
  const role = asString(own(request, 'roleArn'));
  return [...machines, ...(role !== undefined && isArnOf('role', role, place) ? [role] : [])];
}

/** Roles stand at many places of a request, and each kind of resource has other ones: whatever is the ARN of one counts. */
function sageMakerTargets(detail: JsonRecord, place: CallPlace): readonly string[] {
  const roles = [...textsIn(recordOrNone(detail, 'requestParameters'))].filter((text) =>
    isArnOf('role', text, place),
  );
  if (roles.length === 0) return [];
  const { partition, region, account } = place;
  const mine = new RegExp(`^arn:${partition}:sagemaker:${region}:${account}:[a-z0-9-]{1,63}/[!-~]{1,200}$`);
  const answers = Object.values(recordOrNone(detail, 'responseElements'));
  return [...roles, ...answers.flatMap((value) => asString(value) ?? []).filter((text) => mine.test(text))];
}

/** Every text in it; what was parsed is not too deep to be walked. */
function* textsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (isRecord(value)) for (const item of Object.values(value)) yield* textsIn(item);
}

function isArnOf(type: 'role' | 'policy', text: string, { partition, account }: CallPlace): boolean {
  return new RegExp(`^arn:${partition}:iam::${account}:${type}/${PATH_AND_NAME}$`).test(text);
}

function isMachine(text: string, { partition, region, account }: CallPlace): boolean {
  const beginning = `arn:${partition}:states:${region}:${account}:stateMachine:`;
  return text.startsWith(beginning) && /^[^:\s]{1,80}(:[^:\s]{1,80})?$/.test(text.slice(beginning.length));
}
