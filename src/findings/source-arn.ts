import { escapeLiteral } from '../policy/pattern.ts';
import type { Account, Execution } from './evidence.ts';
import { nounOf } from './execution.ts';

/** The `aws:SourceArn` of a request to assume a role, as patterns: one of each is sent at one time or another. */
export interface SourceArns {
  /** For this very resource. */
  readonly sent: readonly string[];
  /** For whatever resource of its kind; empty where no page says it. */
  readonly ever: readonly string[];
}

/** Told by their own ARN, or by that of an execution below it. */
const BY_NAME: Readonly<Record<string, { readonly type: string; readonly below: string }>> = {
  CompilationJob: { type: 'compilation-job', below: '' },
  EdgePackagingJob: { type: 'edge-packaging-job', below: '' },
  Pipeline: { type: 'pipeline', below: '/*' },
  ProcessingJob: { type: 'processing-job', below: '' },
  TrainingJob: { type: 'training-job', below: '' },
  TransformJob: { type: 'transform-job', below: '' },
};

/** Inference and Studio send an ARN that ends in a plain `*`, whatever the resource; an image is sent without its name. */
const BY_FEATURE: Readonly<Record<string, readonly string[]>> = {
  Domain: ['${*}'],
  EndpointConfig: ['${*}'],
  Image: ['image'],
  // For inference, and for the transform jobs that use it.
  Model: ['${*}', 'transform-job/*'],
  UserProfile: ['${*}'],
};

/**
 * What SageMaker is documented to send for the feature behind an execution; else some ARN of the region and the account.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 */
export function sourceArnsOf(
  execution: Execution,
  { partition, accountId }: Pick<Account, 'partition' | 'accountId'>,
): SourceArns {
  const { origin, region } = execution;
  const noun = nounOf(execution);
  const account = `arn:${partition}:sagemaker:${region}:${accountId}`;
  const named = BY_NAME[noun];
  if (named === undefined) {
    const ever = (BY_FEATURE[noun] ?? []).map((resource) => `${account}:${resource}`);
    return { sent: ever.length === 0 ? [`${account}:*`] : ever, ever };
  }
  const ever = [`${account}:${named.type}/*`];
  const sent = origin.kind === 'resource' ? [`${escapeLiteral(origin.resource.arn)}${named.below}`] : ever;
  return { sent, ever };
}
