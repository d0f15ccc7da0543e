import { describe, expect, test } from 'vitest';
import { guardrailsOf } from '../../src/findings/guardrails.ts';
import { accessOf, pinsOfCall } from '../../src/findings/role-access.ts';
import { known } from '../../src/model/read.ts';
import type { Role } from '../../src/model/role.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Pins } from '../../src/policy/pins.ts';
import { ACCOUNT, snapshotOf } from '../support/rule-cases.ts';

const ANYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const NO_QUEUES = {
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*' },
};
const NO_TOPICS = { Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 'sns:*', Resource: '*' } };
const ORGANIZATION = 'o-exampleorgid';

const SNAPSHOT: Snapshot = {
  ...snapshotOf({
    machines: [],
    roles: [{ name: 'Runner', policies: { all: ANYTHING } }],
    organizationId: ORGANIZATION,
    managementAccountId: '999988887777',
    serviceControlPolicies: [[ANYTHING, NO_TOPICS]],
    resourceControlPolicies: [[NO_QUEUES]],
  }),
};

function roleAt(path: string): Role {
  const trust = { name: 'trust', origin: 'trust', document: known(ANYTHING) } as const;
  const [{ policies } = { policies: [] }] = SNAPSHOT.roles;
  const arn = `arn:aws:iam::${ACCOUNT}:role${path}Runner`;
  return { arn, name: 'Runner', path, accountId: ACCOUNT, tags: {}, trust, policies };
}

/** What becomes of a message to a topic and of one to a queue of the account. */
function answersOf(role: Role, snapshot: Snapshot): readonly string[] {
  const { access, pins } = accessOf(role, guardrailsOf(snapshot));
  return ['sns:Publish', 'sqs:SendMessage'].map((action) => {
    const [service = ''] = action.split(':');
    const resource = `arn:aws:${service}:us-east-1:${ACCOUNT}:orders`;
    return evaluate(access, { action, resource, context: {} }, pins).kind;
  });
}

describe('policies of the organization', () => {
  test.each([
    ['bind a role of a member', '/', SNAPSHOT, 'explicitDeny'],
    ['bind no service-linked role', '/aws-service-role/sagemaker.amazonaws.com/', SNAPSHOT, 'allowed'],
    ['bind nothing of the management account', '/', { ...SNAPSHOT, managementAccountId: ACCOUNT }, 'allowed'],
  ])('%s', (_, path, snapshot, kind) => {
    expect(answersOf(roleAt(path), snapshot)).toEqual([kind, kind]);
  });
});

describe('what a request is known to say of the organization', () => {
  const grant = (resource: string) => ({
    action: 'sqs:SendMessage',
    resources: [resource],
    context: {},
    bound: 'required' as const,
    quantifier: 'every' as const,
    need: 'call' as const,
    why: { state: '$', confidence: 'confirmed' as const },
  });
  const pinsFor = (resource: string, snapshot: Snapshot): Pins => {
    const { pins } = accessOf(roleAt('/'), guardrailsOf(snapshot));
    return pinsOfCall(pins, grant(resource) as never, { region: 'us-east-1', accountId: ACCOUNT });
  };

  test('is the organization of the role, and of what is in its account', () => {
    const pins = pinsFor(`arn:aws:sqs:us-east-1:${ACCOUNT}:orders`, SNAPSHOT);
    expect(pins).toMatchObject({
      'aws:PrincipalOrgID': [ORGANIZATION],
      'aws:PrincipalIsAWSService': ['false'],
      'aws:ResourceOrgID': [ORGANIZATION],
    });
  });

  test('is not that of a resource of another account', () => {
    const pins = pinsFor('arn:aws:sqs:us-east-1:444455556666:orders', SNAPSHOT);
    expect(pins).not.toHaveProperty('aws:ResourceOrgID');
  });

  test('is nothing where no organization is known', () => {
    const { organizationId: _, ...alone } = SNAPSHOT;
    const pins = pinsFor(`arn:aws:sqs:us-east-1:${ACCOUNT}:orders`, alone);
    expect(pins).not.toHaveProperty('aws:PrincipalOrgID');
    expect(pins).not.toHaveProperty('aws:ResourceOrgID');
    expect(pins).toMatchObject({ 'aws:PrincipalIsAWSService': ['false'] });
  });
});
