import { parseArn } from '../model/arn.ts';
import { mapped } from '../model/mapped.ts';
import type { Settings } from '../model/settings.ts';
import { type Asker, allowed, type Machine, regionalArn, requiredExactly } from './call.ts';
import type { Expectation, ExpectationGap, ExpectedGrant } from './grant.ts';

const NO_SETTINGS: Settings = { tracing: false, logging: false, problems: [] };
const ANYWHERE = { resources: ['*'], quantifier: 'all' } as const;

/** What a state machine asks for beside its tasks: to be traced, to be logged, and to be encrypted with a key. */
export function settingsExpectation(machine: Machine): Expectation {
  const { tracing, logging, kmsKeyId, problems } = machine.settings ?? NO_SETTINGS;
  const encryption = askerOf('encryptionConfiguration', 'encryption');
  return {
    grants: [
      ...(tracing ? tracingGrants(askerOf('tracingConfiguration', 'tracing')) : []),
      ...(logging ? loggingGrants(askerOf('loggingConfiguration', 'logging')) : []),
      ...(kmsKeyId === undefined ? [] : encryptionGrants(encryption, kmsKeyId, machine)),
    ],
    passedRoles: [],
    delegations: [],
    roleUses: [],
    objections: [],
    gaps: [
      ...mapped(problems, (problem): ExpectationGap => ({ kind: 'malformed', ...problem })),
      ...(kmsKeyId === undefined ? [] : [KEY_POLICY_GAP]),
    ],
  };
}

function askerOf(field: string, integration: string): Asker {
  return { task: { path: field }, integration, pattern: 'request-response' };
}

/**
 * An execution that may not be traced runs all the same, so that none of these is sure to fail anything.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
 */
function tracingGrants(asker: Asker): readonly ExpectedGrant[] {
  const actions = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'];
  return actions.flatMap((action) =>
    requiredExactly(asker, {
      ...ANYWHERE,
      action: `xray:${action}`,
      need: 'config',
      source: 'docs-2023',
      confidence: 'potential',
    }),
  );
}

/**
 * A role without these makes CreateStateMachine and UpdateStateMachine fail: "not authorized to access the Log
 * Destination". Which of them are asked for is not published, except that a delivery has to be made.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
const DELIVERY_ACTIONS: readonly string[] = [
  'GetLogDelivery',
  'UpdateLogDelivery',
  'DeleteLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'DescribeResourcePolicies',
  'DescribeLogGroups',
];

/** In the documentation only of late; generators do without, and deliveries work. */
const LATER_ACTIONS: readonly string[] = ['CreateLogStream', 'PutLogEvents'];

function loggingGrants(asker: Asker): readonly ExpectedGrant[] {
  const ask = { ...ANYWHERE, need: 'config', source: 'docs-2023' } as const;
  return [
    ...requiredExactly(asker, { ...ask, action: 'logs:CreateLogDelivery' }),
    ...DELIVERY_ACTIONS.flatMap((action) =>
      requiredExactly(asker, { ...ask, action: `logs:${action}`, confidence: 'potential' }),
    ),
    ...LATER_ACTIONS.map((action) =>
      allowed(asker, { ...ask, action: `logs:${action}`, need: 'documented', source: 'docs-2025' }),
    ),
  ];
}

/**
 * An execution cannot start without the key, but the policy of the key may grant its use to the role alone, and key
 * policies are not read: to require the grant of the role would be a false finding there. The conditions of the
 * template, on the encryption context of the state machine and of its logs, only narrow what is allowed.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
function encryptionGrants(asker: Asker, kmsKeyId: string, machine: Machine): readonly ExpectedGrant[] {
  const ask = { resources: [keyArn(kmsKeyId, machine)], quantifier: 'all', need: 'config' } as const;
  return [
    allowed(asker, { ...ask, action: 'kms:Decrypt', source: 'docs-2025' }),
    allowed(asker, { ...ask, action: 'kms:GenerateDataKey', source: 'docs-2025' }),
    allowed(asker, { ...ask, action: 'kms:Encrypt', source: 'serverless' }),
  ];
}

const KEY_POLICY_GAP: ExpectationGap = {
  kind: 'undecided',
  path: '$.encryptionConfiguration',
  why: 'whether the role may use the key for `kms:Decrypt` and `kms:GenerateDataKey` is up to the policy of the key too, which is not read',
};

/**
 * A key is authorized by its own ARN; which one an alias stands for is not known.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function keyArn(kmsKeyId: string, machine: Machine): string {
  const arn = parseArn(kmsKeyId);
  const place = arn?.service === 'kms' ? arn : undefined;
  const id = (place?.resource ?? kmsKeyId).replace(/^key\//, '');
  return regionalArn({ ...machine, ...place }, 'kms', /^[\w-]+$/.test(id) ? `key/${id}` : 'key/*');
}
