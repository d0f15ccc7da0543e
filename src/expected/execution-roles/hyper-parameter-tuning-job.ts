import type { ExecutionRole } from '../execution-role.ts';
import { attachesVolumes } from '../key.ts';
import { together } from '../needs.ts';
import { partsAt, rolesIn, whole } from '../request-part.ts';
import { trainingNeeds } from '../training.ts';

/** A tuning job: one role for each of its definitions. SageMaker gives the training jobs their names. */
export const hyperParameterTuningJob: ExecutionRole = {
  noun: 'HyperParameterTuningJob',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createhyperparametertiningjob-perms',
  roles: (request) =>
    ['TrainingJobDefinition', 'TrainingJobDefinitions[]'].flatMap((path) =>
      partsAt(whole(request), path).flatMap((definition) =>
        rolesIn(definition, 'RoleArn', () =>
          together(
            trainingNeeds(definition),
            attachesVolumes(definition, 'HyperParameterTuningResourceConfig.VolumeKmsKeyId'),
          ),
        ),
      ),
    ),
};
