import type { Target } from '../target.ts';
import { known } from './template.ts';

/** The other forms in which some services write or authorize their resources. */
export function formsOf(service: string, pattern: string, lowerCased: () => string): Target {
  switch (service) {
    case 'elasticache':
    case 'memorydb':
    case 'rds':
    case 'redshift':
    // Stored in lower case: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    case 'sagemaker': {
      // Authorized as it is written and, at other times and for other APIs, in lower case.
      const lower = lowerCased();
      return lower === pattern ? known([pattern]) : known([pattern, lower]);
    }
    case 'ec2':
      // What is shared belongs to another account: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
      return inAnyAccount(pattern);
    case 'logs':
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
      return known([pattern, `${pattern}:*`]);
    case 'ssm':
      // What AWS provides has no account: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents.html
      return known([pattern, pattern.replace(ACCOUNT, '$1')]);
    default:
      return known([pattern]);
  }
}

/** The same resource, whoever owns it. */
export function inAnyAccount(pattern: string): Target {
  return { ...known([pattern.replace(ACCOUNT, '$1*')]), quantifier: 'some' };
}

/** Four parts, and the account that is not empty. */
const ACCOUNT = /^((?:[^:]*:){4})[^:]+/;
