import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import type { NamedRole } from '../named-role.ts';
import { granting, together } from '../needs.ts';
import { inputNeeds, processingNeeds } from '../processing.ts';
import { partsAt, type RequestPart, rolesIn, whole } from '../request-part.ts';
import { FOLDER, writes } from '../storage.ts';

/** A processing job, and the role that a Redshift cluster unloads the data of a query with. */
export const processingJob: ExecutionRole = {
  noun: 'ProcessingJob',
  source:
    'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createprocessingjob-perms',
  roles: (request) => {
    const job = whole(request);
    const inputs = partsAt(job, 'ProcessingInputs[]');
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        ...inputs.map(inputNeeds),
        processingNeeds(job, {
          outputs: 'ProcessingOutputConfig.Outputs[]',
          outputKey: 'ProcessingOutputConfig.KmsKeyId',
          volumeKey: 'ProcessingResources.ClusterConfig.VolumeKmsKeyId',
          image: 'AppSpecification.ImageUri',
        }),
      );
    return [...rolesIn(job, 'RoleArn', needs), ...inputs.flatMap(clusterUses)];
  },
};

function clusterUses(input: RequestPart): readonly NamedRole[] {
  return partsAt(input, 'DatasetDefinition.RedshiftDatasetDefinition').flatMap((query) => {
    const open = 'a cluster uses its role for whatever it is asked';
    const needs = () => ({ ...writes(query, 'OutputS3Uri', FOLDER, { confidence: 'potential' }), open });
    return rolesIn(query, 'ClusterRoleArn', needs, 'redshift.amazonaws.com');
  });
}
