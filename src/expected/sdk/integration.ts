import type { Task } from '../../model/definition.ts';
import { actionNamed, catalogue } from '../../policy/catalogue.ts';
import { type Ask, allowed, type Call, regionalArn, required } from '../call.ts';
import type { ExpectedGrant } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { passRoleGrants } from '../pass-role.ts';
import type { ServiceCall } from '../task-resource.ts';
import { besideGrants } from './beside.ts';
import { onBehalfGaps, onBehalfGrants } from './on-behalf.ts';
import { type Actions, actionsOf } from './operation.ts';
import { type Request, requestOf } from './request.ts';
import { resourcesMet } from './resources.ts';
import { hiddenRoleGrants, roleParameters } from './roles.ts';

/**
 * What one task that calls an API of the SDK asks for; `undefined` where the service or the API is not known. Neither
 * `.sync` nor its managed rule exists for these.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export function sdkIntegration({ service, api }: ServiceCall, task: Task): Integration | undefined {
  const request = requestOf(task);
  const actions = actionsOf(service, api, request);
  if (actions === undefined) return undefined;
  const all = [...actions.needed, ...actions.possible];
  const roles = all.slice(0, 1).flatMap((action) => roleParameters(action, request));
  return {
    resource: `aws-sdk:${service}:${api}`,
    generatedByStepFunctions: false,
    patterns: ['request-response', '.waitForTaskToken'],
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html',
    roles,
    grants: (call) => {
      const passed = passRoleGrants(call, roles);
      return [
        ...all.flatMap((action) => actionGrants(call, api, request, action, actions.needed.includes(action))),
        ...passed,
        ...all.slice(0, 1).flatMap((action) => hiddenRoleGrants(call, action, request, passed)),
        ...all
          .slice(0, 1)
          .flatMap((action) => [...tagGrants(call, action, request), ...keyGrants(call, action)]),
      ];
    },
    gaps: (call) => [...choiceGaps(call, actions), ...all.flatMap((action) => onBehalfGaps(call, action))],
  };
}

function actionGrants(
  call: Call,
  api: string,
  request: Request,
  action: string,
  needed: boolean,
): readonly ExpectedGrant[] {
  const listed = actionNamed(action);
  if (listed === undefined) return [];
  const service = action.slice(0, action.indexOf(':'));
  const { needed: targets, possible } = resourcesMet(listed, { call, service, action, api, request });
  const ask = { action, need: 'create', source: 'api' } as const;
  const own = [
    ...targets.flatMap(({ exact, loose, quantifier }) => [
      ...(needed ? [required(call, { ...ask, resources: exact, quantifier })] : []),
      ...each(loose).map((resources) => allowed(call, { ...ask, resources, quantifier })),
    ]),
    ...each(possible).map((resources) =>
      allowed(call, { ...ask, resources, quantifier: 'all', confidence: 'potential' }),
    ),
  ];
  return [...own, ...besideGrants(call, action, own), ...onBehalfGrants(call, action, request)];
}

/** The patterns as one list of spellings, or none where there are none. */
function each(patterns: readonly string[]): readonly (readonly [string, ...string[]])[] {
  const [first, ...others] = new Set(patterns);
  return first === undefined ? [] : [[first, ...others]];
}

const TAGS = /^tag/;

/**
 * A request that brings tags may ask for the action that tags.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
function tagGrants(call: Call, action: string, { paths, opaque }: Request): readonly ExpectedGrant[] {
  const mayWrite = opaque && actionNamed(action)?.accessLevel === 'Write';
  if (!mayWrite && ![...paths.keys()].some((name) => TAGS.test(name))) return [];
  const tagging = taggingActions(action.slice(0, action.indexOf(':')));
  const ask = { need: 'tag', source: 'api', quantifier: 'all', confidence: 'potential' } as const;
  return tagging.map((name) => allowed(call, { ...ask, action: name, resources: ['*'] }));
}

function taggingActions(service: string): readonly string[] {
  return [...catalogue.actionsOf(service).values()]
    .filter(({ name, accessLevel }) => accessLevel === 'Tagging' && /:(Tag|AddTags|CreateTags)/.test(name))
    .map(({ name }) => name);
}

/**
 * Services that use a customer's key with the permissions of whoever calls them.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
const USE_KEYS: ReadonlySet<string> = new Set([
  'dynamodb',
  'kinesis',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
]);

function keyGrants(call: Call, action: string): readonly ExpectedGrant[] {
  if (!USE_KEYS.has(action.slice(0, action.indexOf(':')))) return [];
  const ask: Omit<Ask, 'action'> = {
    resources: [regionalArn(call.machine, 'kms', 'key/*')],
    need: 'documented',
    source: 'api',
    quantifier: 'all',
    confidence: 'potential',
  };
  return ['kms:Decrypt', 'kms:GenerateDataKey'].map((name) => allowed(call, { ...ask, action: name }));
}

function choiceGaps({ task, integration }: Call, { needed, possible }: Actions) {
  if (needed.length > 0 || possible.length === 0) return [];
  const actions = possible.map((action) => `\`${action}\``).join(', ');
  const why = `which of ${actions} \`${integration}\` asks for depends on the content of the request`;
  return [{ kind: 'undecided', path: task.path, why } as const];
}
