import type { Statement } from '../policy/statement.ts';
import { digest } from './fingerprint.ts';
import { subjectOf } from './statements.ts';

/**
 * Statements of AWS's own managed policies that never do what they say, such as `kms:DescribeKey` on `arn:*:kms:*:::*` or
 * SageMaker's endpoints on `…:Canvas*`. Whoever copies such a policy has copied the mistake, and AWS lives with it.
 */
const DIGESTS: ReadonlySet<string> = new Set([
  // AWSRefactoringToolkitFullAccess
  '325a87a931d45f98914f54a68cd89847',
  '2545f1a309e49f131b354dd6f51354ad',
  // AlexaForBusinessLifesizeDelegatedAccessPolicy
  '687f10210ab6df7b6cd126b85c2a245a',
  // AmazonBedrockFullAccess, AmazonBedrockLimitedAccess
  '1d26d2d18dfa9ad6712028a6a63ff59f',
  // AmazonSageMakerCanvasDirectDeployAccess
  '5aa347ef95857e72fb9d36c0e442de60',
  // ROSASRESupportPolicy
  '0c56a6c4ed6ab27d9c60329707cf1b84',
  // SageMakerStudioProjectUserRolePermissionsBoundary
  '09e510f807aa275f256207f961f53e83',
  'a17415ffb54520b87f0ee059693880e4',
  'f99dcbe9d317beccd266b261b56eed16',
  // ServiceQuotasFullAccess
  '2292c9a5fec7fb1b625a9a0a96a4c59a',
]);

/** True for a statement that is one of those, whatever its place, Sid or order. */
export function isCopiedFromAws(statement: Statement): boolean {
  return DIGESTS.has(digestOf(statement));
}

function digestOf(statement: Statement): string {
  return digest({ effect: statement.effect, about: subjectOf(statement) });
}
