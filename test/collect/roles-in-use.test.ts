import { describe, expect, test } from 'vitest';
import { rolesInUse } from '../../src/collect/roles-in-use.ts';
import type { JsonRecord } from '../../src/model/json.ts';

const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:m';
const role = (name: string, account = '111122223333'): string => `arn:aws:iam::${account}:role/${name}`;

function rolesOf(file: JsonRecord): readonly string[] {
  return rolesInUse(new Map([['us-east-1/states/state-machines.json', file]]));
}

test('a machine uses the role it runs as and those its definition names', () => {
  const definition = JSON.stringify({
    States: { Train: { Parameters: { RoleArn: role('service-role/training') } } },
  });
  expect(
    rolesOf({ stateMachines: [{ stateMachineArn: MACHINE, roleArn: role('runner'), definition }] }),
  ).toEqual([role('runner'), role('service-role/training')]);
});

test('a published version may run as another role', () => {
  const entry = { stateMachineArn: MACHINE, roleArn: role('runner'), definition: '{}' };
  const version = { ...entry, stateMachineArn: `${MACHINE}:1`, roleArn: role('earlier') };
  expect(rolesOf({ stateMachines: [entry], versions: [version, version] })).toEqual([
    role('runner'),
    role('earlier'),
  ]);
});

test('a role of another account is left out, since its name would answer for a stranger', () => {
  const definition = JSON.stringify({ Credentials: { RoleArn: role('admin', '444455556666') } });
  expect(
    rolesOf({ stateMachines: [{ stateMachineArn: MACHINE, roleArn: role('runner'), definition }] }),
  ).toEqual([role('runner')]);
});

describe('a SageMaker resource', () => {
  const arn = (type: string): string => `arn:aws:sagemaker:us-east-1:111122223333:${type}/x`;

  function rolesOfKind(file: string, item: JsonRecord): readonly string[] {
    return rolesInUse(new Map([[`us-east-1/sagemaker/${file}.json`, { items: [item] }]]));
  }

  test('uses the roles that it names, of its own account', () => {
    expect(
      rolesOfKind('describe-domain', {
        DomainArn: arn('domain'),
        DefaultUserSettings: {
          ExecutionRole: role('service-role/studio'),
          JupyterLabAppSettings: {
            EmrSettings: { AssumableRoleArns: [role('emr', '444455556666'), role('emr')] },
          },
        },
      }),
    ).toEqual([role('service-role/studio'), role('emr')]);
  });

  test('uses those of its steps, where it is a pipeline', () => {
    const steps = [{ Type: 'Training', Arguments: { RoleArn: role('training') } }];
    expect(
      rolesOfKind('describe-pipeline', {
        PipelineArn: arn('pipeline'),
        RoleArn: role('pipeline'),
        PipelineDefinition: JSON.stringify({ Steps: steps }),
      }),
    ).toEqual([role('pipeline'), role('training')]);
  });

  test('uses none where the text is no role, or the resource has no ARN', () => {
    expect(rolesOfKind('describe-model', { ModelArn: arn('model'), ExecutionRoleArn: 'admin' })).toEqual([]);
    expect(rolesOfKind('describe-model', { ModelArn: 'model', ExecutionRoleArn: role('r') })).toEqual([]);
    expect(rolesOfKind('describe-model', { ExecutionRoleArn: role('r') })).toEqual([]);
  });
});

test('entries that make no sense name no role', () => {
  expect(
    rolesOf({ stateMachines: [null, 'text', {}, { stateMachineArn: 'nonsense', roleArn: role('runner') }] }),
  ).toEqual([]);
  expect(rolesInUse(new Map([['iam/authorization-details.json', { stateMachines: [{}] }]]))).toEqual([]);
});
