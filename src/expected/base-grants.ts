import { grantEach, type ManyAsk } from './call.ts';
import type { ExecutionRequest } from './execution-request.ts';
import type { ExpectedGrant } from './grant.ts';

/**
 * Metrics and logs, which every template grants on `*`. A job runs without them and tells nobody what it does.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export function baseGrants(request: ExecutionRequest): readonly ExpectedGrant[] {
  return grantEach(request, 'allowed', BASE);
}

const BASE: ManyAsk = {
  actions: [
    'cloudwatch:PutMetricData',
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
  ],
  resources: ['*'],
  need: 'base',
  source: 'docs-2023',
};
