import { awsRegistryRegions } from './aws-registries.ts';

/** The repository of an image in Amazon ECR. */
export interface Registry {
  readonly accountId: string;
  readonly region: string;
  readonly repository: string;
  /** `aws`: one of the registries from which AWS serves images for SageMaker. */
  readonly owner: 'aws' | 'other';
  /** False where the text ends before a tag or digest shows that the name of the repository is complete. */
  readonly isClosed: boolean;
}

/**
 * Where an image such as `111122223333.dkr.ecr.us-east-1.amazonaws.com/train:latest` lies; `undefined` for one that is
 * not in Amazon ECR.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export function registryOf(image: string): Registry | undefined {
  const match = IMAGE.exec(image);
  if (match === null) return undefined;
  const [, accountId = '', region = '', repository = '', rest = ''] = match;
  const owner = awsRegistryRegions(accountId) === undefined ? 'other' : 'aws';
  return { accountId, region, repository, owner, isClosed: rest !== '' };
}

/** The endpoints of the FIPS and dual-stack kind have names of their own; each partition has its domain. */
const IMAGE =
  /^(\d{12})\.dkr(?:\.ecr|-ecr)(?:-fips)?\.([a-z]{2}[a-z0-9-]*)\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)\/([a-z0-9][a-z0-9._/-]*)([:@].*)?$/s;
