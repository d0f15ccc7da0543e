import type { Integration } from '../integration.ts';
import { revisioned } from '../revision.ts';
import { IN_SYNC, serviceIntegration, spareRule } from '../service-integration.ts';
import { anywhere, given, named, someOf } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html';
const RULE = 'StepFunctionsGetEventsForBatchJobsRule';
const BATCH = 'arn:{partition}:batch:{region}:{account}';

/** Every template grants `*`; CDK grants the queue and all job definitions. */
const queue = named(`${BATCH}:job-queue/{JobQueue}`, { mayBeArn: true, wider: ['*'] });
const jobDefinition = revisioned(
  named(`${BATCH}:job-definition/{JobDefinition}`, {
    mayBeArn: true,
    wider: [`${BATCH}:job-definition/*`, '*'],
  }),
);

/**
 * A job, which needs its queue and its definition. CDK waits for it by events alone, so that nothing is known to
 * fail without `batch:DescribeJobs`; the service knows no resource for that action.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbatch.html
 */
export const batch: readonly Integration[] = [
  serviceIntegration({
    resource: 'batch:submitJob',
    patterns: ['request-response', '.sync'],
    source: SOURCE,
    steps: [
      { action: 'batch:SubmitJob', need: 'create', on: queue },
      { action: 'batch:SubmitJob', need: 'create', on: jobDefinition },
      {
        action: 'batch:DescribeJobs',
        need: 'documented',
        on: anywhere,
        neededIn: IN_SYNC,
        grantedIn: ['request-response', '.sync'],
        source: 'docs-2023',
      },
      {
        action: 'batch:TerminateJob',
        need: 'cancel',
        on: someOf(named(`${BATCH}:job/*`, { wider: ['*'] })),
        neededIn: IN_SYNC,
        grantedIn: ['request-response', '.sync'],
        source: 'docs-2023',
      },
      { action: 'batch:TagResource', need: 'documented', on: given('Tags', anywhere), neededIn: [] },
      // CDK and serverless-step-functions grant it to a job that is not waited for too.
      ...spareRule(RULE, 'cdk'),
    ],
    rule: RULE,
  }),
];
