import { RESOURCE_POLICY_KINDS } from '../../src/model/resource-policy.ts';
import { SAGEMAKER_KINDS, sageMakerFile } from '../../src/model/sagemaker-kinds.ts';

/** Every file of SageMaker in a region where there is nothing, by its path in the snapshot. */
export function emptySageMakerFiles(region: string): Readonly<Record<string, unknown>> {
  const files = [...SAGEMAKER_KINDS.map(sageMakerFile), ...RESOURCE_POLICY_KINDS.map(({ file }) => file)];
  return Object.fromEntries(files.map((file) => [`${region}/${file}`, { items: [] }]));
}
