import { describe, expect, test } from 'vitest';
import {
  describeAction,
  listAction,
  readActions,
  SAGEMAKER_KINDS,
  SEARCH_ACTION,
  sageMakerArnType,
  sageMakerFile,
  sageMakerKind,
} from '../../src/model/sagemaker-kinds.ts';
import { resourceTypesOf } from '../../src/policy/catalogue.ts';
import { type Field, field, OPERATIONS, operation } from '../support/sdk-schema.ts';

/** Text that holds the ARN of a role has a name like these; `RoleName`, `IotRoleAlias` and modes of sessions do not. */
const ROLE = /(Role|RoleArn|RoleARN|RoleArns)$/;

/** Dotted paths of all fields that hold roles; a structure inside itself is walked once. */
function rolePaths(fields: readonly Field[], above: readonly string[] = []): readonly string[] {
  return fields.flatMap(({ name, isList, fields: below }) => {
    const path = [...above, isList ? `${name}[]` : name];
    if (below === undefined) return ROLE.test(name) ? [path.join('.')] : [];
    return above.includes(path.at(-1) ?? '') ? [] : rolePaths(below(), path);
  });
}

const REVEALING = [...OPERATIONS.values()]
  .filter(({ name }) => name.startsWith('Describe'))
  .map(({ name, output }) => ({ name, roles: rolePaths(output) }))
  .filter(({ roles }) => roles.length > 0);

describe('the table of kinds', () => {
  test('has every Describe operation of the SDK that reveals a role, and every field that does', () => {
    // A transform job has no role of its own, but uses that of its model.
    const table = SAGEMAKER_KINDS.filter(({ noun }) => noun !== 'TransformJob').map(({ noun, roles }) => [
      `Describe${noun}`,
      roles.map(({ path }) => path).sort(),
    ]);
    const schemas = REVEALING.map(({ name, roles }) => [name, [...roles].sort()]);
    expect(Object.fromEntries(table)).toEqual(Object.fromEntries(schemas));
    expect(table).toHaveLength(36);
    expect(table.flatMap(([, roles]) => roles)).toHaveLength(57);
  });

  test('has transform jobs besides, whose model is in their description', () => {
    const { output } = operation('DescribeTransformJob');
    expect(rolePaths(output)).toEqual([]);
    expect(field(output, 'ModelName')).toBeDefined();
    expect(sageMakerKind('TransformJob')?.roles).toEqual([]);
  });

  test.each(SAGEMAKER_KINDS)('names fields of $noun that its description has', (kind) => {
    const { output } = operation(`Describe${kind.noun}`);
    const named = [kind.arn, kind.name, ...(kind.status === undefined ? [] : [kind.status.field])];
    expect(named.filter((name) => field(output, name)?.fields === undefined)).toEqual(named);
    expect(named.filter((name) => field(output, name) === undefined)).toEqual([]);
  });

  test.each(SAGEMAKER_KINDS)('names operations for $noun that the SDK has', (kind) => {
    const names = readActions(kind).map((action) => action.replace('sagemaker:', ''));
    expect(names.filter((name) => !OPERATIONS.has(name))).toEqual([]);
    expect(kind.describedAs === undefined || OPERATIONS.has(`Describe${kind.describedAs}`)).toBe(true);
  });

  test('has jobs for what ends by itself, and only they have a status of success', () => {
    for (const { noun, lifetime, status } of SAGEMAKER_KINDS) {
      expect(lifetime === 'job', noun).toBe(noun.includes('Job') && !noun.endsWith('JobDefinition'));
      expect(status !== undefined, noun).toBe(lifetime === 'job');
    }
  });

  test('has a file of its own for each kind', () => {
    const files = SAGEMAKER_KINDS.map(sageMakerFile);
    expect(files).toEqual([...new Set(files)]);
    expect(files).toEqual(
      expect.arrayContaining([
        'sagemaker/describe-auto-ml-job-v2.json',
        'sagemaker/describe-ai-benchmark-job.json',
        'sagemaker/describe-hyper-parameter-tuning-job.json',
      ]),
    );
  });
});

describe('what Search returns', () => {
  const results = field(operation('Search').output, 'Results')?.fields?.() ?? [];
  const searched = SAGEMAKER_KINDS.filter(({ search }) => search !== undefined);

  function recordOf(noun: string): readonly Field[] {
    const outer = field(results, noun)?.fields?.() ?? [];
    return noun === 'Model' ? (field(outer, noun)?.fields?.() ?? []) : outer;
  }

  test.each(searched)(
    'of $noun is what Describe tells, but for the named fields',
    ({ noun, roles, search }) => {
      const record = recordOf(noun);
      const described = operation(`Describe${noun}`).output.map(({ name }) => name);
      const left = described.filter((name) => field(record, name) === undefined);
      expect(left.sort()).toEqual(search?.leavesOut);
      expect([...rolePaths(record)].sort()).toEqual(roles.map(({ path }) => path).sort());
    },
  );

  test('of a pipeline lacks the definition, in which the roles of its steps are', () => {
    expect(field(recordOf('Pipeline'), 'RoleArn')).toBeDefined();
    expect(field(recordOf('Pipeline'), 'PipelineDefinition')).toBeUndefined();
    expect(field(operation('DescribePipeline').output, 'PipelineDefinition')).toBeDefined();
    expect(sageMakerKind('Pipeline')?.search).toBeUndefined();
  });
});

test('a kind is read by what lists it, what describes it, and Search where that knows it', () => {
  const [model, autoMl] = [sageMakerKind('Model'), sageMakerKind('AutoMLJobV2')];
  expect(model && readActions(model)).toEqual([
    'sagemaker:ListModels',
    'sagemaker:DescribeModel',
    SEARCH_ACTION,
  ]);
  expect(autoMl && [listAction(autoMl), describeAction(autoMl)]).toEqual([
    'sagemaker:ListAutoMLJobs',
    'sagemaker:DescribeAutoMLJobV2',
  ]);
});

test('ARNs of a kind have the type that the authorization tables name for its Describe operation', () => {
  for (const kind of SAGEMAKER_KINDS) {
    const types = resourceTypesOf(describeAction(kind)) ?? [];
    expect(
      types.map(({ name }) => name),
      kind.noun,
    ).toContain(sageMakerArnType(kind));
  }
});
