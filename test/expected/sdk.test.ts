import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/expected/call.ts';
import { expectationOf } from '../../src/expected/expect.ts';
import type { ExpectedGrant } from '../../src/expected/grant.ts';
import { sdkIntegration } from '../../src/expected/sdk/integration.ts';
import { ALSO, INSTEAD, RENAMED } from '../../src/expected/sdk/renamed.ts';
import { prefixOf } from '../../src/expected/sdk/service-prefix.ts';
import tables from '../../src/expected/sdk/tables.generated.json' with { type: 'json' };
import { fits } from '../../src/expected/sdk/template.ts';
import type { Task } from '../../src/model/definition.ts';
import { actionNamed, catalogue } from '../../src/policy/catalogue.ts';
import { definitionOf, MACHINE } from './support.ts';

const PATH = join(import.meta.dirname, '../cases/sdk-services.json');
/** The ids that the developer guide lists. */
const { ids } = JSON.parse(readFileSync(PATH, 'utf8')) as { readonly ids: readonly string[] };

/** Retired services that the authorization reference lists no more. */
const RETIRED: ReadonlySet<string> = new Set([
  'elasticinference',
  'iot1clickprojects',
  'iotthingsgraph',
  'macie',
  'mobile',
]);

const ARN = 'arn:aws:iam::111122223333:role/R';
const NO_PARAMETERS = undefined;
const PARAMETERS = { Name: 'n', Id: 'i', Arn: ARN, RoleArn: ARN, ResourceArn: 7, 'Tags.$': '$.tags' };

/** The grants of one call of the SDK; undefined where it is not known. */
function grantsOf(service: string, api: string, parameters: unknown): readonly ExpectedGrant[] | undefined {
  const task: Task = {
    path: '$.States.T',
    name: 'T',
    resource: `arn:aws:states:::aws-sdk:${service}:${api}`,
    queryLanguage: 'JSONPath',
    parameters,
    inExpressMap: false,
  };
  const integration = sdkIntegration({ kind: 'sdk', service, api, suffix: '' }, task);
  const pattern = 'request-response';
  const call: Call = { task, integration: `${service}:${api}`, pattern, machine: MACHINE, pack: 'docs-2025' };
  return integration?.grants(call);
}

function apiOf(action: string): string {
  const [, first = '', rest = ''] = /:(.)(.*)$/.exec(action) ?? [];
  return `${first.toLowerCase()}${rest}`;
}

function requiredOf(grants: readonly ExpectedGrant[]): readonly string[] {
  return pairsOf(grants.filter(({ bound }) => bound === 'required'));
}

function allowedOf(grants: readonly ExpectedGrant[]): readonly string[] {
  return pairsOf(grants.filter(({ bound }) => bound === 'allowed'));
}

function pairsOf(grants: readonly ExpectedGrant[]): readonly string[] {
  return grants.flatMap(({ action, resources }) => resources.map((resource) => `${action} ${resource}`));
}

describe('the tables of the SDK', () => {
  test.each(ids)('know the IAM prefix of %s', (id) => {
    expect(catalogue.services.has(prefixOf(id))).toBe(!RETIRED.has(id));
  });

  test('were made for the catalogue of this version', () => {
    expect(tables.source.catalogue).toBe(catalogue.source.version);
  });

  test('name actions that exist', () => {
    const renamed = [...RENAMED].flatMap(([operation, actions]) => {
      const prefix = prefixOf(operation.slice(0, operation.indexOf(':')));
      return actions.split(/[+|]/).map((name) => (name.includes(':') ? name : `${prefix}:${name}`));
    });
    const instead = [...INSTEAD].flatMap(([action, [, other]]) => [action, other]);
    const also = [...ALSO.values()].flatMap((actions) => Object.values(actions));
    for (const action of [...renamed, ...instead, ...also]) expect(actionNamed(action), action).toBeDefined();
  });

  test('name roles of actions that exist, and placeholders of types that exist', () => {
    for (const service of [...Object.keys(tables.names), ...Object.keys(tables.roles)])
      expect(catalogue.services, service).toContain(service);
  });
});

describe('a call of the SDK', () => {
  test.each([
    ['sagemaker', 'createTrainingJob', 'sagemaker:CreateTrainingJob'],
    ['sagemakerruntime', 'invokeEndpoint', 'sagemaker:InvokeEndpoint'],
    ['cloudwatchlogs', 'describeLogGroups', 'logs:DescribeLogGroups'],
    ['cognitoidentityprovider', 'adminGetUser', 'cognito-idp:AdminGetUser'],
    ['rds', 'describeDBInstances', 'rds:DescribeDBInstances'],
    ['docdb', 'describeDBClusters', 'rds:DescribeDBClusters'],
    ['cloudcontrol', 'createResource', 'cloudformation:CreateResource'],
    ['opensearch', 'describeDomain', 'es:DescribeDomain'],
    ['apigateway', 'testInvokeMethod', 'apigateway:POST'],
    ['apigatewayv2', 'importApi', 'apigateway:PUT'],
    ['apigateway', 'importRestApi', 'apigateway:POST'],
    ['budgets', 'createBudget', 'budgets:ModifyBudget'],
    ['mturk', 'listHITs', 'mechanicalturk:ListHITs'],
    ['bedrockruntime', 'converse', 'bedrock:InvokeModel'],
  ])('of %s:%s asks for %s', (service, api, action) => {
    const required = grantsOf(service, api, {})?.filter(({ bound }) => bound === 'required') ?? [];
    expect([...new Set(required.map((grant) => grant.action))]).toEqual([action]);
  });

  const operations = [...catalogue.services].filter((service) => prefixOf(service) === service);

  test.each(operations)('never requires what it does not allow: %s', (service) => {
    for (const { name } of catalogue.actionsOf(service).values())
      for (const parameters of [NO_PARAMETERS, PARAMETERS]) {
        const grants = grantsOf(service, apiOf(name), parameters) ?? [];
        expect(grants.length, name).toBeGreaterThan(0);
        expect(allowedOf(grants)).toEqual(expect.arrayContaining([...requiredOf(grants)]));
      }
  });

  test.each(ids)('of an API that %s does not have is a gap', (id) => {
    const { grants, gaps } = expectationOf({
      definition: definitionOf({ Resource: `arn:aws:states:::aws-sdk:${id}:fooBar` }),
      machine: MACHINE,
      pack: 'docs-2025',
    });
    expect(grants.map(({ action, bound }) => [action, bound])).toContainEqual([
      `${prefixOf(id)}:*`,
      'allowed',
    ]);
    expect(gaps.map(({ kind }) => kind)).toEqual(['unsupported']);
  });
});

describe('an ARN', () => {
  test.each([
    ['arn:aws:sns:us-east-1:111122223333:t', 'arn:*:sns:*:*:*', true],
    ['arn:aws:sqs:us-east-1:111122223333:t', 'arn:*:sns:*:*:*', false],
    ['arn:aws:ecs:us-east-1:111122223333:service/c/s', 'arn:*:ecs:*:*:service/*/*', true],
    ['arn:aws:ecs:us-east-1:111122223333:service/s', 'arn:*:ecs:*:*:service/*/*', false],
    ['arn:aws:iam::aws:policy/P', 'arn:*:iam::*:policy/*', true],
    ['arn:aws:iam:us-east-1:aws:policy/P', 'arn:*:iam::*:policy/*', false],
    ['arn:aws:x:r:a:one/two', 'arn:*:x:*:*:one', false],
    ['arn:aws:x:r:a:one', 'arn:*:x:*:*:one', true],
    ['arn:aws:x:r:a:ab', 'arn:*:x:*:*:a*ab', false],
    ['no arn', 'arn:*:x:*:*:*', false],
  ])('%s fits %s: %s', (arn, pattern, fitting) => {
    expect(fits(arn, [pattern])).toBe(fitting);
  });
});
