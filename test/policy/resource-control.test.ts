import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy, parseResourceControlPolicy } from '../../src/policy/document.ts';
import { type Access, identityAccess } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Request } from '../../src/policy/request.ts';
import { resourceControlLayer } from '../../src/policy/resource-control.ts';
import { PATIENCE, runs } from '../support/runs.ts';

const OWN = '111122223333';
const OTHER = '444455556666';

interface RcpStatement {
  readonly Action?: string | readonly string[];
  readonly NotAction?: string;
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string;
  readonly Principal?: unknown;
  readonly Condition?: object;
}

function documentOf(statements: readonly RcpStatement[]): ReturnType<typeof parseResourceControlPolicy> {
  const Statement = statements.map((one) => ({ Effect: 'Deny', Principal: '*', ...one }));
  return parseResourceControlPolicy({ Version: '2012-10-17', Statement });
}

const ANYTHING = parsePolicy({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});

function within(...statements: readonly RcpStatement[]): Access {
  return identityAccess([ANYTHING], undefined, [], [resourceControlLayer([documentOf(statements)], OWN)]);
}

function answer(access: Access, action: string, resource: string): string {
  return evaluate(access, { action, resource, context: {} }).kind;
}

const QUEUE = `arn:aws:sqs:us-east-1:${OWN}:orders`;
const KEY = `arn:aws:kms:us-east-1:${OWN}:key/1`;
const DENIES_ALL: RcpStatement = { Action: '*', Resource: '*' };

test('a level that spells out what it is never without binds as it does without it', () => {
  const spelled = parseResourceControlPolicy({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
      { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*' },
    ],
  });
  const access = identityAccess([ANYTHING], undefined, [], [resourceControlLayer([spelled], OWN)]);
  expect(answer(access, 'sqs:SendMessage', QUEUE)).toBe('explicitDeny');
  expect(answer(access, 'kms:Decrypt', KEY)).toBe('allowed');
});

describe('a resource control policy', () => {
  test.each<[string, RcpStatement, string, string, string]>([
    ['binds what is in the account', DENIES_ALL, 'sqs:SendMessage', QUEUE, 'explicitDeny'],
    ['of one queue binds that queue', { Action: 'sqs:*', Resource: QUEUE }, 'sqs:X', QUEUE, 'explicitDeny'],
    ['of one queue binds no other', { Action: 'sqs:*', Resource: QUEUE }, 'sqs:X', `${QUEUE}-2`, 'allowed'],
    ['of other actions binds none', { Action: 'sqs:Delete*', Resource: '*' }, 'sqs:X', QUEUE, 'allowed'],
    [
      'may bind a resource of another account',
      DENIES_ALL,
      'sqs:SendMessage',
      QUEUE.replace(OWN, OTHER),
      'unknown',
    ],
    ['may bind a bucket', DENIES_ALL, 's3:GetObject', 'arn:aws:s3:::orders/today', 'unknown'],
    ['may bind a request without a resource', DENIES_ALL, 'sqs:ListQueues', '*', 'unknown'],
    [
      'of other accounts alone is in doubt there',
      { Action: 'sqs:*', Resource: `arn:aws:sqs:*:${OTHER}:*` },
      'sqs:SendMessage',
      QUEUE.replace(OWN, OTHER),
      'unknown',
    ],
    [
      'of other accounts alone leaves the own one',
      { Action: 'sqs:*', Resource: `arn:aws:sqs:*:${OTHER}:*` },
      'sqs:SendMessage',
      QUEUE,
      'allowed',
    ],
    [
      'binds no resource of a service that AWS does not list',
      DENIES_ALL,
      'sagemaker:CreateModel',
      `arn:aws:sagemaker:us-east-1:${OWN}:model/m`,
      'allowed',
    ],
    [
      'that names such a service is in doubt',
      { Action: 'sagemaker:*', Resource: '*' },
      'sagemaker:CreateModel',
      `arn:aws:sagemaker:us-east-1:${OWN}:model/m`,
      'unknown',
    ],
    [
      'binds the services that its pattern has',
      { Action: 's*:Send*', Resource: '*' },
      'sqs:SendMessage',
      QUEUE,
      'explicitDeny',
    ],
    [
      'with a pattern that hides the service is in doubt',
      { Action: 'sq*', Resource: '*' },
      'sqs:SendMessage',
      QUEUE,
      'unknown',
    ],
    ['binds keys', { Action: 'kms:*', Resource: '*' }, 'kms:Decrypt', KEY, 'explicitDeny'],
    ['never binds RetireGrant', { Action: 'kms:*', Resource: '*' }, 'kms:RetireGrant', KEY, 'allowed'],
    ['not even by name', { Action: 'kms:RetireGrant', Resource: '*' }, 'kms:RetireGrant', KEY, 'allowed'],
    [
      'with NotResource is in doubt',
      { Action: 'sqs:*', NotResource: `${QUEUE}-2` },
      'sqs:SendMessage',
      QUEUE,
      'unknown',
    ],
    [
      'with NotResource leaves what it names',
      { Action: 'sqs:*', NotResource: QUEUE },
      'sqs:SendMessage',
      QUEUE,
      'allowed',
    ],
    [
      'with a variable in its resource is in doubt',
      { Action: 'sqs:*', Resource: `arn:aws:sqs:*:${OWN}:\${aws:PrincipalTag/team, 'orders'}` },
      'sqs:SendMessage',
      QUEUE,
      'unknown',
    ],
    [
      'for some principals is in doubt',
      { Action: 'sqs:*', Resource: '*', Principal: { AWS: OTHER } },
      'sqs:SendMessage',
      QUEUE,
      'unknown',
    ],
    [
      'for some principals, on resources of the account, is in doubt',
      { Action: 'sqs:*', Resource: QUEUE, Principal: { AWS: OTHER } },
      'sqs:SendMessage',
      QUEUE,
      'unknown',
    ],
    [
      'with NotAction is in doubt, and binds no more services',
      { NotAction: 'sqs:*', Resource: '*' },
      'sagemaker:CreateModel',
      `arn:aws:sagemaker:us-east-1:${OWN}:model/m`,
      'allowed',
    ],
  ])('%s', (_, statement, action, resource, expected) => {
    expect(answer(within(statement), action, resource)).toBe(expected);
  });

  test('is refused by its own name and statement', () => {
    const access = within({ Action: 's3:*', Resource: '*' }, { Action: 'sqs:*', Resource: '*' });
    expect(evaluate(access, { action: 'sqs:X', resource: QUEUE, context: {} })).toEqual({
      kind: 'explicitDeny',
      by: { layer: 1, policy: 'resource control policy', statement: 1 },
    });
  });

  test('a level without any lets everything through', () => {
    const access = identityAccess([ANYTHING], undefined, [], [resourceControlLayer([], OWN)]);
    expect(contains(identityAccess([ANYTHING]), access).kind).toBe('contained');
  });
});

const ACTIONS = [
  'sqs:SendMessage',
  'sqs:DeleteQueue',
  's3:GetObject',
  'kms:Decrypt',
  'sagemaker:CreateModel',
];
const RESOURCES = [
  '*',
  QUEUE,
  QUEUE.replace(OWN, OTHER),
  KEY,
  'arn:aws:s3:::orders/today',
  `arn:aws:sagemaker:us-east-1:${OWN}:model/m`,
];

const STATEMENT: fc.Arbitrary<RcpStatement> = fc
  .record({
    Action: fc.array(
      fc.constantFrom('*', 'sqs:*', 'sqs:Send*', 's3:*', '*:*e*', 'kms:Decrypt', 'sagemaker:*', 's*:*Object'),
      { minLength: 1, maxLength: 2 },
    ),
    Resource: fc.array(
      fc.constantFrom(
        '*',
        QUEUE,
        'arn:aws:sqs:*',
        `arn:*:*:*:${OWN}:*`,
        `arn:*:*:*:${OTHER}:*`,
        'arn:aws:s3:::*',
      ),
      { minLength: 1, maxLength: 2 },
    ),
    inverted: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ Action, Resource, inverted }) =>
    inverted === 0 ? { Action, NotResource: Resource[0] ?? '*' } : { Action, Resource },
  );

const REQUEST: fc.Arbitrary<Request> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  context: fc.constant({}),
});

const LEVELS = fc.array(fc.array(STATEMENT, { maxLength: 2 }), { minLength: 1, maxLength: 2 });
const numRuns = runs(0.03);

/** What a role may do within these levels, which bind what is in the account. */
function bounded(base: Access, levels: readonly (readonly RcpStatement[])[]): Access {
  const layers = levels.map((level) => resourceControlLayer([documentOf(level)], OWN));
  return { layers: [...base.layers, ...layers] };
}

function roleOf(statements: readonly RcpStatement[]): Access {
  const Statement = statements.map((one) => ({ Effect: 'Allow', ...one }));
  return identityAccess([parsePolicy({ Version: '2012-10-17', Statement })]);
}

describe('levels of policies of an organization', () => {
  const ROLE = fc.array(STATEMENT, { minLength: 1, maxLength: 2 }).map(roleOf);

  test(
    'never let a role do more than it could',
    () => {
      fc.assert(
        fc.property(ROLE, LEVELS, REQUEST, (role, levels, request) => {
          const narrowed = bounded(role, levels);
          expect(contains(narrowed, role).kind).not.toBe('exceeds');
          if (evaluate(narrowed, request).kind === 'allowed')
            expect(evaluate(role, request).kind).toBe('allowed');
        }),
        { numRuns },
      );
    },
    PATIENCE,
  );

  test(
    'a further level of service control policies never lets a role do more',
    () => {
      fc.assert(
        fc.property(ROLE, LEVELS, ROLE, REQUEST, (role, levels, level, request) => {
          const before = bounded(role, levels);
          const after: Access = { layers: [...before.layers, ...level.layers] };
          expect(contains(after, before).kind).not.toBe('exceeds');
          if (evaluate(after, request).kind === 'allowed')
            expect(evaluate(before, request).kind).toBe('allowed');
        }),
        { numRuns },
      );
    },
    PATIENCE,
  );

  test(
    'deny for certain only what they would deny everywhere, in the account',
    () => {
      fc.assert(
        fc.property(STATEMENT, REQUEST, (statement, request) => {
          const here = evaluate(bounded(identityAccess([ANYTHING]), [[statement]]), request).kind;
          const everywhere = evaluate({ layers: [[ANYTHING, documentOf([statement])]] }, request).kind;
          if (here === 'explicitDeny') {
            expect(everywhere).toBe('explicitDeny');
            expect(request.resource.split(':')[4]).toBe(OWN);
          }
          if (here === 'allowed' && everywhere === 'explicitDeny')
            expect(request.action).toBe('sagemaker:CreateModel');
        }),
        { numRuns },
      );
    },
    PATIENCE,
  );
});
