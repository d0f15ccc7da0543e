import type { Integration } from '../integration.ts';
import { IN_SYNC, serviceIntegration } from '../service-integration.ts';
import { named } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html';
const DATABREW = 'arn:{partition}:databrew:{region}:{account}';

/** The templates grant every job; CDK grants the one. */
const job = named(`${DATABREW}:job/{Name}`, { wider: [`${DATABREW}:job/*`] });

/** A run of a job, whose runs Step Functions lists until it has ended. */
export const databrew: readonly Integration[] = [
  serviceIntegration({
    resource: 'databrew:startJobRun',
    patterns: ['request-response', '.sync'],
    source: SOURCE,
    steps: [
      { action: 'databrew:StartJobRun', need: 'create', on: job },
      { action: 'databrew:ListJobRuns', need: 'poll', on: job, neededIn: IN_SYNC, source: 'docs-2023' },
      { action: 'databrew:StopJobRun', need: 'cancel', on: job, neededIn: IN_SYNC, source: 'docs-2023' },
    ],
  }),
];
