import { allowed, type Call, required } from './call.ts';
import type { ExpectationGap, ExpectedGrant, Source } from './grant.ts';
import { managedRuleGrants } from './managed-rule.ts';
import { passRoleGrants, type RoleParameter } from './pass-role.ts';
import { sageMakerTarget } from './sagemaker-name.ts';
import { listTagsGrants, tagGrants } from './tags.ts';
import type { Target } from './target.ts';

/** The facts in which the five job APIs of SageMaker differ. */
export interface JobApi {
  /** `TrainingJob`: the API is `CreateTrainingJob`, and so on. */
  readonly noun: string;
  /** The type in the ARN: `training-job`. */
  readonly arnType: string;
  readonly nameParameter: string;
  readonly roles: readonly RoleParameter[];
  /** The managed EventBridge rule by which `.sync` learns that the job has ended; absent where it is not published. */
  readonly rule?: string;
  /** Who shows the permissions of the job: the developer guide has templates for training and transform only. */
  readonly shownBy: Extract<Source, 'docs-2023' | 'sdk'>;
}

/**
 * The job template: make the job, tag it, hand over its role; with `.sync` also poll it, stop it, and keep the
 * managed rule. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export function jobGrants(api: JobApi, call: Call): readonly ExpectedGrant[] {
  const job = sageMakerTarget(call, api.arnType, api.nameParameter);
  return [
    ...lifecycleGrants(api, call, job),
    ...tagGrants(call, job),
    ...listTagsGrants(call, job, api.shownBy),
    ...passRoleGrants(call, api.roles),
    ...managedRuleGrants(call, api.rule, api.shownBy),
  ];
}

function lifecycleGrants(api: JobApi, call: Call, job: Target): readonly ExpectedGrant[] {
  const { exact, loose, quantifier } = job;
  const sync = call.pattern === '.sync';
  const create = { action: `sagemaker:Create${api.noun}`, need: 'create', quantifier } as const;
  const grants = [
    required(call, { resources: exact, source: 'api', ...create }),
    allowed(call, { resources: loose, source: api.shownBy, ...create }),
  ];
  for (const [verb, need] of [
    ['Describe', 'poll'],
    ['Stop', 'cancel'],
  ] as const) {
    const follow = { action: `sagemaker:${verb}${api.noun}`, need, quantifier };
    if (sync) grants.push(required(call, { resources: exact, source: api.shownBy, ...follow }));
    grants.push(allowed(call, { resources: loose, source: sync ? api.shownBy : 'cdk', ...follow }));
  }
  return grants;
}

/** A job whose managed rule nobody has published cannot be checked for it. */
export function ruleGaps(api: JobApi, call: Call): readonly ExpectationGap[] {
  if (api.rule !== undefined || call.pattern !== '.sync') return [];
  const why = `the name of the managed rule for \`${call.integration}.sync\` is not published`;
  return [{ kind: 'undecided', path: call.task.path, why }];
}
