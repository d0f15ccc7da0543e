import type { Row } from '../../src/page/data.ts';

/** Rows at their places, of a believable finding with these parts replaced. */
export function rowsOf(...parts: readonly Partial<Row>[]): readonly Row[] {
  return parts.map((part, at) => ({
    at,
    id: `v1-${at}`,
    ruleId: 'task-permission-missing',
    severity: 'high',
    status: 'active',
    confidence: 'confirmed',
    message: '`Train` cannot `sagemaker:CreateTrainingJob`, which `$.States.Train` of `nightly` needs',
    region: 'us-east-1',
    resource: 'arn:aws:states:us-east-1:111122223333:stateMachine:nightly',
    role: 'arn:aws:iam::111122223333:role/Train',
    roleName: 'Train',
    because: ['nightly'],
    ...part,
  }));
}
