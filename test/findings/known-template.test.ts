import { describe, expect, test } from 'vitest';
import { executionTemplates } from '../../src/expected/execution-templates/index.ts';
import { gatherEvidence } from '../../src/findings/gather.ts';
import { type KnownTemplate, knownTemplate, templateNote } from '../../src/findings/known-template.ts';
import { SAGEMAKER_ROLES } from '../../src/findings/references.ts';
import { type AccountJson, auditOf, snapshotOf } from '../support/rule-cases.ts';

const ROLE = 'arn:aws:iam::111122223333:role/R';
const TRAINING = { TrainingJob: [{ TrainingJobName: 'churn-1', RoleArn: ROLE }] };
const COMPILATION = { CompilationJob: [{ CompilationJobName: 'churn-1', RoleArn: ROLE }] };
const MACHINE = { name: 'm', role: 'R', definition: { StartAt: 'S', States: { S: { Type: 'Succeed' } } } };

interface StatementJson {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

interface Told {
  readonly known: KnownTemplate | undefined;
  readonly note: string;
}

/** What each Allow statement of the role's policies is known as, and in words. */
function toldOf(
  statements: readonly StatementJson[],
  more: Pick<AccountJson, 'sagemaker'> & Partial<AccountJson> = { sagemaker: TRAINING },
): readonly Told[] {
  const policies = { own: { Version: '2012-10-17', Statement: statements } };
  const roles = [{ name: 'R', trust: ['sagemaker', 'states'], policies }];
  const evidence = gatherEvidence(snapshotOf({ machines: [], roles, ...more }), 'docs-2025');
  return [...evidence].flatMap(({ account, cases }) =>
    cases.flatMap((roleCase) =>
      roleCase.statements.map((judged) => {
        const known = knownTemplate(judged, roleCase, account);
        return { known, note: templateNote(judged, known) };
      }),
    ),
  );
}

function statementsOf(id: string): readonly StatementJson[] {
  const found = executionTemplates.find((template) => template.id === id);
  if (found === undefined) throw new Error(`${id} is not registered`);
  return found.policy({ partition: 'aws' }).Statement;
}

function actionsOf(id: string): readonly string[] {
  return statementsOf(id).flatMap(({ Action }) => Action);
}

/** The same permissions, one for each statement, backwards and in capitals. */
function splitUp(statements: readonly StatementJson[]): readonly StatementJson[] {
  return statements
    .flatMap((statement) =>
      [statement.Action].flat().map((action) => ({ ...statement, Action: action.toUpperCase() })),
    )
    .map((statement, index) => ({ Sid: `S${index}`, ...statement }))
    .toReversed();
}

const GENERAL = executionTemplates.filter(({ form }) => form !== 'tight');
const WITH_MANY = GENERAL.filter(({ id }) => splitUp(statementsOf(id)).length > 1);
const BROAD = statementsOf('training-job-broad');

describe('a statement of an execution role is known', () => {
  test.each(GENERAL)('as $id', ({ id, form, noun }) => {
    const told = toldOf(statementsOf(id), { sagemaker: COMPILATION });
    expect(told.length).toBe(statementsOf(id).length);
    for (const { known } of told) {
      expect(known?.forms).toEqual([form]);
      expect(known?.nouns).toContain(noun);
    }
  });

  test.each(WITH_MANY)('as part of a policy that is $id', ({ id, form }) => {
    const told = toldOf(splitUp(statementsOf(id)));
    expect(new Set(told.map(({ known }) => known?.of))).toEqual(new Set(['policy']));
    expect(new Set(told.map(({ known }) => known?.forms.join()))).toEqual(new Set([form]));
  });

  test.each([
    ['by the jobs that use the role', TRAINING, ['TrainingJob']],
    [
      'by all that the guide shows it for, where the role is for others',
      COMPILATION,
      ['HyperParameterTuningJob', 'ProcessingJob', 'TrainingJob'],
    ],
  ])('%s', (_, sagemaker, nouns) => {
    const [told] = toldOf(BROAD, { sagemaker });
    expect(told?.known?.nouns.toSorted()).toEqual(nouns);
  });

  test('with its add-on in one statement', () => {
    const actions = [...actionsOf('training-job-broad'), ...actionsOf('training-job-vpc')];
    const [told] = toldOf([{ Effect: 'Allow', Action: actions, Resource: '*' }]);
    expect(told?.note).toBe(
      '; the statement is the broad policy and the add-on for a VPC that the developer guide showed for training jobs in 2023',
    );
  });

  test('by itself, where its policy holds more', () => {
    const more = { Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*' };
    const [broad, deletes] = toldOf([...BROAD, more]);
    expect(broad?.known?.of).toBe('statement');
    expect(deletes).toEqual({ known: undefined, note: '' });
  });
});

test('a finding of excess cites the page of the guide where it is known, and only there', () => {
  const pages = [BROAD, [{ Effect: 'Allow', Action: 's3:DeleteObject', Resource: '*' }]].map((Statement) => {
    const policies = { own: { Version: '2012-10-17', Statement } };
    const roles = [{ name: 'R', trust: 'sagemaker', policies }];
    const { findings } = auditOf({ machines: [], roles, sagemaker: TRAINING });
    const excess = findings.find(({ ruleId }) => ruleId === 'permission-excess');
    return excess?.references.includes(SAGEMAKER_ROLES);
  });
  expect(pages).toEqual([true, false]);
});

describe('a statement is not known', () => {
  const [, ...fewer] = actionsOf('training-job-broad');
  const only = (change: Partial<StatementJson>) => BROAD.map((statement) => ({ ...statement, ...change }));
  const condition = { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } };

  test.each([
    ['with an action less', only({ Action: fewer })],
    ['on fewer resources', only({ Resource: 'arn:aws:s3:::data/*' })],
    ['under a condition', only({ Condition: condition })],
    [
      'as part of a policy that denies as well',
      [...splitUp(BROAD), ...only({ Effect: 'Deny', Action: 's3:DeleteObject' })],
    ],
    [
      'with what the guide shows for another API alone',
      [{ Effect: 'Allow', Action: [...actionsOf('model-broad'), 'kms:Decrypt'], Resource: '*' }],
    ],
  ])('%s', (_, statements) => {
    const told = toldOf(statements);
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter(({ known }) => known !== undefined)).toEqual([]);
  });

  test('on a role that SageMaker runs nothing with', () => {
    expect(toldOf(BROAD, { sagemaker: {}, machines: [MACHINE] })).toEqual([{ known: undefined, note: '' }]);
  });
});
