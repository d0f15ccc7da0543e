import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../src/expected/call.ts';
import { expectationOf } from '../../src/expected/expect.ts';
import type { ExpectationGap, Pack } from '../../src/expected/grant.ts';
import { integrations } from '../../src/expected/integrations/index.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import { walkDefinition } from '../../src/model/definition.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { allowedLineOf, casesIn, definitionOf, lineOf, MACHINE } from './support.ts';

interface ExpectCase {
  readonly title: string;
  readonly task?: Readonly<Record<string, unknown>>;
  readonly definition?: unknown;
  readonly machine?: Partial<Machine>;
  readonly pack?: Pack;
  readonly required: readonly string[];
  readonly allowed?: readonly string[];
  /** Required grants by the role that `Credentials` name. */
  readonly delegated?: Readonly<Record<string, readonly string[]>>;
  readonly gaps: readonly ExpectationGap[];
  readonly passedRoles: readonly string[];
}

const CASES = casesIn<ExpectCase>('expected');

function expectationOfCase({ task, definition, machine, pack = 'docs-2025' }: ExpectCase) {
  const text = definition === undefined ? definitionOf(task ?? {}) : JSON.stringify(definition);
  return expectationOf({ definition: text, machine: { ...MACHINE, ...machine }, pack });
}

describe('expectationOf', () => {
  test.each(CASES)('$title', (given) => {
    const { grants, gaps, passedRoles, delegations } = expectationOfCase(given);
    expect(grants.filter(({ bound }) => bound === 'required').map(lineOf)).toEqual(given.required);
    const allowed = grants.filter(({ bound }) => bound === 'allowed').map(allowedLineOf);
    if (given.allowed !== undefined) expect([...new Set(allowed)]).toEqual(given.allowed);
    const delegated = delegations.map(({ roleArn, grants }) => [
      roleArn,
      grants.filter(({ bound }) => bound === 'required').map(lineOf),
    ]);
    expect(Object.fromEntries(delegated)).toEqual(given.delegated ?? {});
    expect(gaps).toEqual(given.gaps);
    expect(passedRoles.map(({ roleArn }) => roleArn)).toEqual(given.passedRoles);
  });

  test.each(CASES)('allows whatever it requires: $file', (given) => {
    const { grants } = expectationOfCase(given);
    const [required, allowed] = (['required', 'allowed'] as const).map((bound) =>
      identityAccess([parsePolicy(policyOf(grants, bound).policy)]),
    );
    if (required === undefined || allowed === undefined) throw new Error('two bounds make two policies');
    expect(contains(required, allowed)).toEqual({ kind: 'contained' });
  });

  test('names the service and the task with each role that is passed', () => {
    const task = {
      Resource: 'arn:aws:states:::sagemaker:createModel',
      Parameters: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/R' },
    };
    const { passedRoles } = expectationOf({
      definition: definitionOf(task),
      machine: MACHINE,
      pack: 'docs-2025',
    });
    expect(passedRoles).toEqual([
      {
        roleArn: 'arn:aws:iam::111122223333:role/R',
        service: 'sagemaker.amazonaws.com',
        why: {
          state: '$.States.T',
          integration: 'sagemaker:createModel',
          pattern: 'request-response',
          source: 'api',
          confidence: 'confirmed',
        },
      },
    ]);
  });

  test('takes a definition that is no JSON for a gap, not for one without tasks', () => {
    expect(expectationOf({ definition: 'x', machine: MACHINE, pack: 'docs-2025' })).toEqual({
      grants: [],
      passedRoles: [],
      roleUses: [],
      objections: [],
      delegations: [],
      gaps: [{ kind: 'malformed', path: '$', why: 'expected JSON, found other text' }],
    });
  });

  const resource = fc.oneof(
    fc.constantFrom(
      'arn:aws:states:::sagemaker:createTrainingJob.sync',
      'arn:aws:states:::sagemaker:createLabelingJob.sync',
      'arn:aws:states:::sagemaker:createHyperParameterTuningJob',
      'arn:aws:states:::sagemaker:createModel.sync:2',
      'arn:aws:states:::sagemaker:updateEndpoint.waitForTaskToken',
      'arn:aws:states:::athena:startQueryExecution.sync',
      'arn:aws:states:::batch:submitJob.sync',
      'arn:aws:states:::codebuild:batchDeleteBuilds',
      'arn:aws:states:::ecs:runTask.sync',
      'arn:aws:states:::eks:runJob.sync',
      'arn:aws:states:::elasticmapreduce:createCluster.sync',
      'arn:aws:states:::aws-sdk:sfn:startExecution',
      'arn:aws:states:::constructor:toString',
      'arn:aws:lambda:us-east-1:111122223333:function:f',
      ...integrations.map(({ resource: name }) => `arn:aws:states:::${name}`),
    ),
    fc.string(),
  );
  const parameters = fc.oneof(
    fc.jsonValue(),
    fc.record({
      'TrainingJobName.$': fc.string(),
      ModelName: fc.string(),
      RoleArn: fc.jsonValue(),
      TrainingJobDefinitions: fc.jsonValue(),
      Ids: fc.jsonValue(),
      TaskDefinition: fc.jsonValue(),
      Overrides: fc.jsonValue(),
      ServiceRole: fc.jsonValue(),
    }),
    fc.dictionary(
      fc.constantFrom(
        'FunctionName',
        'Qualifier',
        'TopicArn',
        'QueueUrl',
        'TableName',
        'Entries',
        'ModelId',
        'Path',
      ),
      fc.jsonValue(),
    ),
  );
  const task = fc.record(
    {
      Type: fc.constant('Task'),
      Resource: resource,
      Parameters: parameters,
      Arguments: parameters,
      QueryLanguage: fc.constantFrom('JSONPath', 'JSONata'),
      Credentials: fc.jsonValue(),
    },
    { requiredKeys: ['Type', 'Resource'] },
  );
  const states = fc.dictionary(
    fc.string(),
    fc.oneof({ weight: 4, arbitrary: task }, { weight: 1, arbitrary: fc.jsonValue() }),
  );
  const storage = fc.oneof(
    fc.jsonValue(),
    fc.record({
      Resource: fc.constantFrom(
        'arn:aws:states:::s3:getObject',
        'arn:aws:states:::s3:listObjectsV2',
        'arn:aws:states:::s3:putObject',
      ),
      ReaderConfig: fc.jsonValue(),
      Parameters: fc.record({ Bucket: fc.jsonValue(), 'Key.$': fc.string(), Prefix: fc.string() }),
    }),
  );
  const mapped = fc
    .tuple(states, storage, storage, fc.constantFrom('INLINE', 'DISTRIBUTED'))
    .map(([inner, ItemReader, ResultWriter, Mode]) => ({
      M: {
        Type: 'Map',
        ItemReader,
        ResultWriter,
        ItemProcessor: { ProcessorConfig: { Mode }, States: inner },
      },
    }));

  test('grants each task something or names it as a gap, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(states, mapped), fc.constantFrom('STANDARD', 'EXPRESS'), (all, type) => {
        const definition = JSON.stringify({ States: all });
        const { grants, gaps } = expectationOf({
          definition,
          machine: { ...MACHINE, type },
          pack: 'docs-2025',
        });
        const reached = new Set([...grants.map(({ why }) => why.state), ...gaps.map(({ path }) => path)]);
        for (const { path } of walkDefinition(definition).tasks) expect(reached).toContain(path);
      }),
    );
  });

  test('keeps wildcards of a literal name out of the policy', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'B', '*', '?', '$', '{', '}') }), (name) => {
        const definition = definitionOf({
          Resource: 'arn:aws:states:::sagemaker:createEndpointConfig',
          Parameters: { EndpointConfigName: name },
        });
        const { grants } = expectationOf({ definition, machine: MACHINE, pack: 'docs-2025' });
        const required = grants.filter(
          ({ bound, quantifier }) => bound === 'required' && quantifier === 'all',
        );
        for (const { resources } of required)
          for (const pattern of resources) {
            const name = pattern.slice(pattern.indexOf('/') + 1);
            expect(name.replace(/\$\{[*?$]\}/g, '').replace(/\*$/, '')).not.toMatch(/[*?$]/);
          }
      }),
    );
  });

  test.each([
    ['lambda:invoke', 'FunctionName', ''],
    ['lambda:invoke', 'FunctionName', 'arn:aws:lambda:us-east-1:111122223333:function:'],
    ['sns:publish', 'TopicArn', 'arn:aws:sns:us-east-1:111122223333:'],
    ['sqs:sendMessage', 'QueueUrl', 'https://sqs.us-east-1.amazonaws.com/111122223333/'],
    ['dynamodb:getItem', 'TableName', ''],
    ['dynamodb:putItem', 'TableName', 'arn:aws:dynamodb:us-east-1:111122223333:table/'],
    ['states:startExecution.sync', 'StateMachineArn', 'arn:aws:states:us-east-1:111122223333:stateMachine:'],
    ['bedrock:invokeModel', 'ModelId', 'amazon.'],
  ])('takes no wildcard for one in %s, %s of %j', (api, parameter, before) => {
    const hostile = fc.string({ unit: fc.constantFrom('a', '*', '?', '{', '}'), minLength: 1 });
    fc.assert(
      fc.property(hostile, (name) => {
        const definition = definitionOf({
          Resource: `arn:aws:states:::${api}`,
          Parameters: { [parameter]: `${before}${name}` },
        });
        const { grants } = expectationOf({ definition, machine: MACHINE, pack: 'docs-2025' });
        const known = grants.filter(({ bound, quantifier }) => bound === 'required' && quantifier === 'all');
        for (const pattern of known.flatMap(({ resources }) => resources))
          expect(pattern.replace(/\$\{[*?]\}/g, '').replace(/:\*$/, '')).not.toMatch(/[*?]/);
      }),
    );
  });
});
