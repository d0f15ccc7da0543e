import { regionalArn } from '../call.ts';
import type { Integration } from '../integration.ts';
import type { RoleParameter } from '../pass-role.ts';
import { serviceIntegration } from '../service-integration.ts';
import { anywhere, somewhere, type TargetsOf } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html';

const ROLE: RoleParameter = { path: 'Role', presence: 'required', service: 'mediaconvert.amazonaws.com' };

/** The id of a job is made up by the service; templates grant `*`. */
const jobs: TargetsOf = ({ machine }) => [
  { exact: [regionalArn(machine, 'mediaconvert', 'jobs/*')], loose: ['*'], quantifier: 'some' },
];

/**
 * A job that converts media. Which queue, template and presets it is authorized on is up to the request; the
 * template of the guide grants `*`, and lets any role be passed.
 */
export const mediaconvert: readonly Integration[] = [
  serviceIntegration({
    resource: 'mediaconvert:createJob',
    patterns: ['request-response', '.sync'],
    source: SOURCE,
    steps: [
      { action: 'mediaconvert:CreateJob', need: 'create', on: somewhere },
      { action: 'mediaconvert:GetJob', need: 'poll', on: jobs, neededIn: ['.sync'] },
      { action: 'mediaconvert:CancelJob', need: 'cancel', on: jobs, neededIn: ['.sync'] },
      { action: 'iam:PassRole', need: 'documented', on: anywhere, neededIn: [], source: 'docs-2025' },
    ],
    rule: 'StepFunctionsGetEventsForMediaConvertJobRule',
    roles: [ROLE],
  }),
];
