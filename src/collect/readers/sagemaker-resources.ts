import { readActions, SAGEMAKER_KINDS } from '../../model/sagemaker-kinds.ts';
import type { Reader } from '../reader.ts';
import { BEFORE_ROLES } from '../time-shares.ts';

/** Every SageMaker resource that names a role, jobs only of late; what is read of each kind has an end. */
export const sageMakerResources: Reader = {
  name: 'sagemaker-resources',
  needs: [
    ...new Set(SAGEMAKER_KINDS.filter(({ describedAs }) => describedAs === undefined).flatMap(readActions)),
  ],
  until: BEFORE_ROLES,
  read: async (access) => (await import('../sagemaker/resources.ts')).readResources(access),
};
