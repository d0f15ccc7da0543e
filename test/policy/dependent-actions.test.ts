import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/policy/catalogue.ts';
import { dependentsOf } from '../../src/policy/dependent-actions.ts';

const SAGEMAKER = [...catalogue.actionsOf('sagemaker').values()].map(({ name }) => name);
const WITH_DEPENDENTS = SAGEMAKER.filter((name) => dependentsOf(name).length > 0);

function dependentNames(name: string): readonly string[] {
  return dependentsOf(name).map(({ action }) => action);
}

/** The actions that the table of 2020 lists with `iam:PassRole`. */
const PASSING_IN_2020 = (
  'CreateAutoMLJob CreateCompilationJob CreateDomain CreateFlowDefinition CreateHyperParameterTuningJob ' +
  'CreateLabelingJob CreateModel CreateMonitoringSchedule CreateNotebookInstance CreateProcessingJob ' +
  'CreateTrainingJob CreateUserProfile RenderUiTemplate UpdateMonitoringSchedule'
).split(' ');

describe('the table of dependent actions', () => {
  it('has the 74 actions that the tables of AWS had last, and the fourteen of the seed among them', () => {
    expect(WITH_DEPENDENTS).toHaveLength(74);
    for (const name of PASSING_IN_2020) expect(dependentNames(`sagemaker:${name}`)).toContain('iam:PassRole');
    expect(dependentNames('sagemaker:CreateDomain')).toContain('iam:CreateServiceLinkedRole');
  });

  it('names actions that exist', () => {
    const named = new Set(WITH_DEPENDENTS.flatMap(dependentNames));
    const unknown = [...named].filter(
      (name) => !catalogue.actionsOf(name.slice(0, name.indexOf(':'))).has(name.toLowerCase()),
    );
    expect(unknown).toEqual([]);
  });

  it('tells what every call needs from what only some need', () => {
    expect(dependentsOf('SAGEMAKER:createtrainingjob')).toEqual([
      { action: 'iam:PassRole', occasion: 'always' },
      { action: 'sagemaker:AddTags', occasion: 'tags' },
    ]);
    expect(dependentsOf('sagemaker:CreateModel')[0]).toEqual({ action: 'iam:PassRole', occasion: 'role' });
    expect(dependentsOf('sagemaker:CreateTransformJob')).toEqual([
      { action: 'sagemaker:AddTags', occasion: 'tags' },
    ]);
    expect(dependentsOf('sagemaker:DescribeModel')).toEqual([]);
  });
});
