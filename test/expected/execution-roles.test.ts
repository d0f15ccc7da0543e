import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExecutionRequest } from '../../src/expected/execution-request.ts';
import { executionRoles } from '../../src/expected/execution-roles/index.ts';
import { expectationOf } from '../../src/expected/expect.ts';
import type { ExpectationGap, RoleUse } from '../../src/expected/grant.ts';
import { policyOf } from '../../src/expected/policy-of.ts';
import { roleUsesOf } from '../../src/expected/role-uses.ts';
import { SAGEMAKER_KINDS } from '../../src/model/sagemaker-kinds.ts';
import { contains } from '../../src/policy/contains.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { casesIn, definitionOf, lineOf, MACHINE } from './support.ts';

interface UseJson {
  readonly field: string;
  /** ARN of the role, or `model NAME`. */
  readonly role: string;
  /** Absent where SageMaker assumes it. */
  readonly service?: string;
  readonly required: readonly string[];
  /** Actions by their resources, beside metrics and logs. */
  readonly allowed: Readonly<Record<string, string>>;
  readonly open?: string;
}

interface Case {
  readonly title: string;
  /** A resource as Describe tells it. */
  readonly resource?: object;
  /** `Parameters` or `Arguments` of a task that makes one. */
  readonly task?: { readonly Parameters?: unknown; readonly Arguments?: unknown };
  readonly partition?: string;
  readonly region?: string;
  readonly uses: readonly UseJson[];
  readonly gaps?: readonly ExpectationGap[];
}

interface Cases {
  readonly noun: string;
  readonly cases: readonly Case[];
}

const FILES = casesIn<Cases>('execution-roles');
const CASES = FILES.flatMap(({ noun, cases }) => cases.map((one) => ({ noun, ...one })));

function requestOf(noun: string, { resource, task = {}, partition, region }: Omit<Case, 'uses' | 'title'>) {
  const { accountId } = MACHINE;
  const place = { partition: partition ?? MACHINE.partition, region: region ?? MACHINE.region, accountId };
  const common = {
    integration: `sagemaker:create${noun}`,
    pattern: 'request-response',
    noun,
    place,
    pack: 'docs-2025',
  } as const;
  if (resource !== undefined) return describedAs(resource, common);
  const { Parameters, Arguments } = task;
  const template =
    Arguments === undefined
      ? ({ queryLanguage: 'JSONPath', parameters: Parameters } as const)
      : ({ queryLanguage: 'JSONata', parameters: Arguments } as const);
  return { ...common, task: { path: '$.States.T' }, template };
}

function describedAs(
  resource: unknown,
  common: Omit<ExecutionRequest, 'task' | 'template'>,
): ExecutionRequest {
  return { ...common, task: { path: '$' }, template: { queryLanguage: 'JSONPath', parameters: resource } };
}

function jsonOf({ field, role, service, grants, open }: RoleUse): UseJson {
  const allowed = new Map<string, string[]>();
  for (const { bound, need, action, resources } of grants) {
    if (bound === 'required' || need === 'base') continue;
    const place = resources.join(' or ');
    allowed.set(place, [...(allowed.get(place) ?? []), action]);
  }
  return {
    field,
    role: role.kind === 'arn' ? role.roleArn : `model ${role.name}`,
    ...(service === 'sagemaker.amazonaws.com' ? {} : { service: service ?? 'none' }),
    required: grants.filter(({ bound }) => bound === 'required').map(lineOf),
    allowed: Object.fromEntries([...allowed].map(([place, actions]) => [place, actions.join(' ')])),
    ...(open === undefined ? {} : { open }),
  };
}

/** What is not in an account of any case, so that only the words of the grants count. */
function accessOf(use: RoleUse, bound: 'required' | 'allowed') {
  return identityAccess([parsePolicy(policyOf(use.grants, bound).policy)]);
}

describe.each(CASES)('a role of $noun: $title', ({ noun, uses, gaps = [], ...given }) => {
  const found = roleUsesOf(requestOf(noun, given));

  test('needs what the request tells', () => {
    expect(found.map(jsonOf)).toEqual(uses);
  });

  test('has a gap for each field that cannot be read', () => {
    expect(found.flatMap((use) => use.gaps)).toEqual(gaps);
  });

  test('is allowed all that is required of it', () => {
    for (const use of found)
      expect(contains(accessOf(use, 'required'), accessOf(use, 'allowed'))).toEqual({ kind: 'contained' });
  });
});

/** Any JSON in the place of any part of a request that makes sense. */
const mutilated = fc
  .tuple(fc.constantFrom(...CASES), fc.infiniteStream(fc.nat({ max: 99 })), fc.jsonValue({ maxDepth: 2 }))
  .map(([{ noun, resource, task }, dice, other]) => {
    const template = resource ?? task?.Parameters ?? task?.Arguments ?? {};
    const isJsonata = task?.Arguments !== undefined;
    return { noun, isJsonata, template: replaced(template, () => Number(dice.next().value), other) };
  });

function replaced(node: unknown, roll: () => number, other: unknown): unknown {
  if (roll() < 6) return other;
  if (Array.isArray(node)) return node.map((entry) => replaced(entry, roll, other));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, replaced(value, roll, other)]));
}

test('whatever a request looks like, what is required of a role is allowed for it, and nothing throws', () => {
  fc.assert(
    fc.property(mutilated, ({ noun, isJsonata, template }) => {
      const request = requestOf(noun, {
        task: isJsonata ? { Arguments: template } : { Parameters: template },
      });
      for (const use of roleUsesOf(request))
        expect(contains(accessOf(use, 'required'), accessOf(use, 'allowed')).kind).toBe('contained');
    }),
  );
});

/** Why the roles of a kind are known to be used, and no more. */
const NOT_PUBLISHED: Readonly<Record<string, string>> = {
  AIBenchmarkJob: 'no page tells what its role needs',
  AIRecommendationJob: 'no page tells what its role needs',
  Algorithm: 'its validation ran when it was made, and never runs again',
  DeviceFleet: 'the devices use its role, and the service has ended',
  Job: 'no page tells what its role needs',
  ModelPackage: 'its validation ran when it was made, and never runs again',
  PartnerApp: 'the application decides',
  Project: 'the template of the project decides',
};

test('finds the roles of what a task makes with the SDK', () => {
  const definition = definitionOf({
    Resource: 'arn:aws:states:::aws-sdk:sagemaker:createAutoMLJobV2',
    Parameters: { RoleArn: 'arn:aws:iam::111122223333:role/Auto', AutoMLJobName: 'auto' },
  });
  const { roleUses } = expectationOf({ definition, machine: MACHINE, pack: 'docs-2025' });
  expect(roleUses).toMatchObject([
    { state: '$.States.T', field: 'RoleArn', role: { roleArn: 'arn:aws:iam::111122223333:role/Auto' } },
  ]);
});

test('knows the needs of each kind of resource, or why nobody does', () => {
  const known = executionRoles.map(({ noun }) => noun);
  expect([...known, ...Object.keys(NOT_PUBLISHED)].toSorted()).toEqual(
    SAGEMAKER_KINDS.map(({ noun }) => noun).toSorted(),
  );
});

test('uses no other role than a kind of resource names', () => {
  for (const { noun, uses } of CASES) {
    const fields = SAGEMAKER_KINDS.find((kind) => kind.noun === noun)?.roles ?? [];
    for (const { field, role, service = 'sagemaker.amazonaws.com' } of uses) {
      if (role.startsWith('model ') || field.startsWith('PipelineDefinition.')) continue;
      expect(fields).toContainEqual(service === 'none' ? { path: field } : { path: field, service });
    }
  }
});

test('tells the field that asks for a grant', () => {
  const grants = roleUsesOf(
    describedAs(
      {
        PipelineName: 'nightly',
        RoleArn: 'arn:aws:iam::111122223333:role/Pipe',
        PipelineDefinition: JSON.stringify({
          Steps: [
            {
              Type: 'Training',
              Arguments: {
                InputDataConfig: [
                  { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://a/b' } } },
                ],
              },
            },
          ],
        }),
      },
      {
        integration: 'sagemaker:createPipeline',
        pattern: 'request-response',
        noun: 'Pipeline',
        place: MACHINE,
        pack: 'docs-2025',
      },
    ),
  ).flatMap((use) => use.grants);
  const fields = grants
    .filter(({ bound }) => bound === 'required')
    .map(({ action, why }) => [action, why.field]);
  expect(fields).toContainEqual([
    's3:GetObject',
    'PipelineDefinition.Steps[0].Arguments.InputDataConfig[].DataSource.S3DataSource.S3Uri',
  ]);
  expect(fields).toContainEqual(['sagemaker:CreateTrainingJob', 'PipelineDefinition.Steps[0].Arguments']);
});

test('cites a page of the documentation for each kind', () => {
  for (const { source } of executionRoles)
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/sagemaker\//);
});
