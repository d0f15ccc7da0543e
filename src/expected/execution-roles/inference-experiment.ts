import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { encrypts, mayUseKey } from '../key.ts';
import { granting, leavesOpen, NOTHING, together } from '../needs.ts';
import { modelRolesIn, partsAt, rolesIn, whole } from '../request-part.ts';
import { FOLDER, writes } from '../storage.ts';

/** A shadow test: its own role manages the variants, and the models run with theirs. */
export const inferenceExperiment: ExecutionRole = {
  noun: 'InferenceExperiment',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceExperiment.html',
  roles: (request) => {
    const experiment = whole(request);
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        writes(experiment, 'DataStorageConfig.Destination', FOLDER, { confidence: 'potential' }),
        encrypts(experiment, 'DataStorageConfig.KmsKey'),
        mayUseKey(experiment, 'KmsKey'),
        leavesOpen('it makes and changes endpoints'),
      );
    return [
      ...rolesIn(experiment, 'RoleArn', needs),
      ...partsAt(experiment, 'ModelVariants[]').flatMap((variant) =>
        modelRolesIn(variant, 'ModelName', () => NOTHING),
      ),
    ];
  },
};
