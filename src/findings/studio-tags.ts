import { asString, own } from '../model/json.ts';
import { overlaps } from '../policy/contains.ts';
import type { Access } from '../policy/effective.ts';
import { evaluate } from '../policy/evaluate.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Pins } from '../policy/pins.ts';
import type { Request } from '../policy/request.ts';
import { accessTo } from './checks.ts';
import type { Account, Execution, Refusal, RoleCase } from './evidence.ts';
import { isSageMakers } from './execution.ts';
import { type ExecutionGroup, executionGroups } from './execution-group.ts';
import type { Confidence } from './finding.ts';
import { withMorePins } from './more-pins.ts';

/** What Studio cannot create with a role for want of tags. */
export interface Untaggable {
  readonly kind: 'missing';
  /** The call that the role allows, such as `sagemaker:CreateSpace`. */
  readonly creates: string;
  /** What is to be tagged, as a pattern. */
  readonly resource: string;
  readonly witness: Request;
  readonly refusal: Refusal;
  readonly confidence: Confidence;
}

/** The tags of one kind of resource that Studio creates with a role. */
export type StudioTag =
  | Untaggable
  | { readonly kind: 'unknown'; readonly creates: string; readonly why: string };

/** The users of one domain that work with a role, and what became of the tags that Studio gives for them. */
export interface StudioTagging {
  readonly group: ExecutionGroup;
  readonly tags: readonly StudioTag[];
}

/**
 * What Studio creates with the role of its user, by the type in the ARN; a space is named below its domain. Apps are left
 * out: AWS's own policies let them be created untagged for years.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_id-based-policy-examples.html#grant-tagging-permissions
 */
const CREATED: readonly (readonly [string, string])[] = [
  ['CreateSpace', 'space/DOMAIN/*'],
  ['CreateTrainingJob', 'training-job/*'],
  ['CreateProcessingJob', 'processing-job/*'],
  ['CreateTransformJob', 'transform-job/*'],
  ['CreateHyperParameterTuningJob', 'hyper-parameter-tuning-job/*'],
  ['CreateAutoMLJob', 'automl-job/*'],
  ['CreateModel', 'model/*'],
  ['CreateEndpointConfig', 'endpoint-config/*'],
  ['CreateEndpoint', 'endpoint/*'],
  ['CreatePipeline', 'pipeline/*'],
  ['CreateExperiment', 'experiment/*'],
  ['CreateTrial', 'experiment-trial/*'],
  ['CreateTrialComponent', 'experiment-trial-component/*'],
  ['CreateModelPackageGroup', 'model-package-group/*'],
  ['CreateFeatureGroup', 'feature-group/*'],
];

/** The roles of users and of shared spaces; what the server of RStudio runs with creates nothing for them. */
const STUDIO_ROLE = /^(DefaultUserSettings|UserSettings|DefaultSpaceSettings)\.ExecutionRole$/;

/** Whether Studio may tag what it may create with the role, once for each domain. */
export function* studioTagging(roleCase: RoleCase, account: Account): Iterable<StudioTagging> {
  const studio = roleCase.executions.filter(
    (execution) => isSageMakers(execution) && STUDIO_ROLE.test(execution.use.field),
  );
  for (const group of executionGroups(studio, account.takenAt, (one) => [one.region, domainOf(one)])) {
    const tags = CREATED.flatMap(
      ([call, type]) => tagOf(call, type, group.executions[0], roleCase, account) ?? [],
    );
    yield { group, tags };
  }
}

/** The id of the domain that the role is one of; empty where it is none. */
export function domainOf({ origin }: Execution): string {
  return origin.kind === 'resource' ? (asString(own(origin.resource.record, 'DomainId')) ?? '') : '';
}

/** Undefined where nothing of the kind can be created, or all of it can be tagged. */
function tagOf(
  call: string,
  type: string,
  execution: Execution,
  roleCase: RoleCase,
  { partition, accountId }: Account,
): StudioTag | undefined {
  const { access, documents, boundary, pins } = roleCase;
  const { region } = execution;
  const domain = escapeLiteral(domainOf(execution));
  const place = `arn:${partition}:sagemaker:${region}:${accountId}`;
  const resource = `${place}:${type.replace('DOMAIN', domain === '' ? '*' : domain)}`;
  const creates = `sagemaker:${call}`;
  const here = withMorePins(pins, { 'aws:RequestedRegion': [region], 'aws:ResourceAccount': [accountId] });
  const wanted = accessTo(creates, resource, {});
  if (overlaps(wanted, access, { pins: here }).kind !== 'overlaps') return undefined;

  const asked = accessTo('sagemaker:AddTags', resource, {});
  const missing = (confidence: Confidence): Untaggable | undefined => {
    const witness = { action: 'sagemaker:AddTags', resource: exampleOf(resource), context: contextOf(sent) };
    const refusal = evaluate(access, witness, here);
    if (refusal.kind === 'allowed' || refusal.kind === 'unknown' || isOfAws(refusal)) return undefined;
    return { kind: 'missing', creates, resource, witness, refusal, confidence };
  };
  // What a policy of AWS lets create and not tag is as AWS has made it.
  const isOfAws = (refusal: Refusal): boolean =>
    refusal.kind === 'implicitDeny' &&
    refusal.layer === 0 &&
    overlaps(wanted, accessOfOwn(roleCase), { pins: here }).kind === 'disjoint';
  const sent = sentWith(call, execution, place);
  if (overlaps(asked, access, { pins: here, otherKeys: 'unknown' }).kind === 'disjoint')
    return missing('confirmed');
  const known = {
    ...here,
    ...sent,
    ...withoutTags(boundary === undefined ? documents : [...documents, boundary]),
  };
  const overlap = overlaps(asked, access, { pins: known, otherKeys: 'unknown' });
  switch (overlap.kind) {
    case 'overlaps':
      return undefined;
    case 'disjoint':
      return missing('potential');
    case 'unknown':
      return { kind: 'unknown', creates, why: overlap.why };
  }
}

/** What the policies of the account allow alone. */
function accessOfOwn({ role, documents, access }: RoleCase): Access {
  const own = documents.filter((_, index) => role.policies[index]?.origin !== 'aws-managed');
  const [, ...outer] = access.layers;
  return { layers: [own, ...outer] };
}

/** The tags that Studio gives say whose the resource is: of which domain, and of which of its users. */
function sentWith(call: string, { origin }: Execution, place: string): Pins {
  if (origin.kind !== 'resource') return {};
  const { kind, arn, record } = origin.resource;
  const domainId = asString(own(record, 'DomainId'));
  const domain = kind.noun === 'Domain' ? arn : `${place}:domain/${domainId ?? ''}`;
  return {
    'sagemaker:TaggingAction': [call],
    'aws:TagKeys': ['sagemaker:domain-arn', 'sagemaker:user-profile-arn'],
    'aws:RequestTag/sagemaker:domain-arn': [domain],
    ...(kind.noun === 'UserProfile' ? { 'aws:RequestTag/sagemaker:user-profile-arn': [arn] } : {}),
  };
}

/** What is only being created has no tags yet. */
function withoutTags(documents: RoleCase['documents']): Pins {
  const pins: Record<string, null> = Object.create(null);
  for (const { statements } of documents)
    for (const { conditions } of statements)
      for (const { key } of conditions) if (/^(aws|sagemaker):resourcetag\//.test(key)) pins[key] = null;
  return pins;
}

function contextOf(pins: Pins): Request['context'] {
  return Object.fromEntries(
    Object.entries(pins).flatMap(([key, values]) => (values === null ? [] : [[key, values]])),
  );
}

function exampleOf(resource: string): string {
  return resource.replace(/\*$/, 'example').replaceAll('*', 'example');
}
