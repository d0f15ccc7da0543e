import type { Integration } from '../integration.ts';
import { IN_SYNC, serviceIntegration } from '../service-integration.ts';
import { named } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html';

/** Every template grants `*`; CDK grants the job. */
const job = named('arn:{partition}:glue:{region}:{account}:job/{JobName}', { wider: ['*'] });
const waiting = { neededIn: IN_SYNC, grantedIn: ['request-response', '.sync'], source: 'docs-2023' } as const;

/**
 * A run of a job. Two actions are listed for polling it, and which of them is called is not published: the one that
 * reads a single run is taken for it. serverless-step-functions grants all of them in every pattern.
 */
export const glue: readonly Integration[] = [
  serviceIntegration({
    resource: 'glue:startJobRun',
    patterns: ['request-response', '.sync'],
    source: SOURCE,
    steps: [
      { action: 'glue:StartJobRun', need: 'create', on: job },
      { action: 'glue:GetJobRun', need: 'poll', on: job, ...waiting },
      { action: 'glue:GetJobRuns', need: 'documented', on: job, ...waiting },
      { action: 'glue:BatchStopJobRun', need: 'cancel', on: job, ...waiting },
    ],
  }),
];
