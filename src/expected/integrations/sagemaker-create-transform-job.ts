import { allowed, anyRole, type Call, regionalArn } from '../call.ts';
import type { ExpectedGrant } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { type JobApi, jobGrants } from '../job.ts';
import { SAGEMAKER_SERVICE } from '../pass-role.ts';

const JOB: JobApi = {
  noun: 'TransformJob',
  arnType: 'transform-job',
  nameParameter: 'TransformJobName',
  roles: [],
  rule: 'StepFunctionsGetEventsForSageMakerTransformJobsRule',
  shownBy: 'docs-2023',
};

/** A batch transform job: Step Functions makes no policy for it, somebody has to attach one. */
export const createTransformJob: Integration = {
  resource: 'sagemaker:createTransformJob',
  generatedByStepFunctions: false,
  patterns: ['request-response', '.sync'],
  source:
    'https://docs.aws.amazon.com/step-functions/latest/dg/sagemaker-iam.html#sagemaker-iam-createtransformjob',
  job: JOB,
  roles: JOB.roles,
  grants: (call) => [...jobGrants(JOB, call), documentedPassRole(call), ...anyTransformJob(call)],
};

/**
 * The template passes a role although the request has no field for one: the role belongs to the model. Nobody can
 * need the permission, so that it is tolerated and never asked for.
 */
function documentedPassRole(call: Call): ExpectedGrant {
  return allowed(call, {
    action: 'iam:PassRole',
    resources: [anyRole(call.machine)],
    quantifier: 'some',
    need: 'documented',
    source: 'docs-2023',
    context: { 'iam:PassedToService': SAGEMAKER_SERVICE },
  });
}

/** CDK grants every transform job, even where the name is known. */
function anyTransformJob(call: Call): readonly ExpectedGrant[] {
  const resources = [regionalArn(call.machine, 'sagemaker', 'transform-job/*')] as const;
  const verbs = { Create: 'create', Describe: 'poll', Stop: 'cancel' } as const;
  return [
    ...Object.entries(verbs).map(([verb, need]) =>
      allowed(call, {
        action: `sagemaker:${verb}TransformJob`,
        resources,
        quantifier: 'all',
        need,
        source: 'cdk',
      }),
    ),
    allowed(call, { action: 'sagemaker:AddTags', resources, quantifier: 'all', need: 'tag', source: 'cdk' }),
  ];
}
