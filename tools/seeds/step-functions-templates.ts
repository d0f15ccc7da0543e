import { type Fact, fact, rule, ruleCase, type Seed, shownBy, source, template } from './fact.ts';

/** The eight policies that the guide shows, each equal to ours as a set of requests. */
const POLICIES: readonly Fact[] = (['training', 'transform'] as const).flatMap((job) =>
  (['.sync', 'request-response'] as const).flatMap((pattern) =>
    (['static', 'dynamic'] as const).map((name) => {
      const api = job === 'training' ? 'sagemaker:createTrainingJob' : 'sagemaker:createTransformJob';
      return fact(
        `The policy for a ${job} job, ${pattern}, with a ${name} name`,
        [template(`docs-2023 ${api} ${pattern} ${name}`)],
        [
          shownBy(
            `cases/integrations/${job}-${pattern.replace('.', '')}-${name}.json`,
            `a ${job} job, ${pattern}, ${name} name`,
          ),
        ],
      );
    }),
  ),
);

export const STEP_FUNCTIONS_TEMPLATES: Seed = {
  number: '000',
  subject: 'Step Functions templates for SageMaker',
  facts: [
    ...POLICIES,
    fact(
      'The task may create its job',
      [rule('task-permission-missing')],
      [ruleCase('task-permission-missing', 'A version that an alias starts has jobs of another name')],
    ),
    fact(
      'With `.sync` it may describe the job, to learn that it has ended',
      [rule('task-permission-missing'), source('expected/job.ts')],
      [
        shownBy(
          'cases/expected/training-sync-static.json',
          'asks for the whole job template, on the exact name, for a training job with .sync',
        ),
      ],
    ),
    fact(
      'With `.sync` it may stop the job',
      [rule('cancel-permission-missing')],
      [ruleCase('cancel-permission-missing', 'The statement of the job lacks Stop')],
    ),
    fact(
      'Request-response needs neither Describe nor Stop',
      [rule('cancel-permission-missing')],
      [ruleCase('cancel-permission-missing', 'A task that does not wait for its job has nothing to stop')],
    ),
    fact(
      'Every template lists `sagemaker:ListTags` on `*`',
      [rule('template-outdated'), source('expected/tags.ts')],
      [ruleCase('template-outdated', 'ListTags is left out')],
      'Nothing is known to fail without it, so that its absence is info',
    ),
    fact(
      'The role of the job may be passed, by its ARN',
      [rule('pass-role-missing')],
      [ruleCase('pass-role-missing', 'Nothing lets the role pass the role of the job')],
    ),
    fact(
      'It is passed to `sagemaker.amazonaws.com` and to nobody else',
      [rule('pass-role-missing'), rule('pass-role-too-wide')],
      [
        ruleCase('pass-role-missing', 'The role may be passed to another service only'),
        ruleCase('pass-role-too-wide', 'One role may be passed to any service'),
      ],
    ),
    fact(
      '`[[roleArn]]` is the role that SageMaker uses: it exists',
      [rule('execution-role-missing')],
      [ruleCase('execution-role-missing', 'The definition passes a role that was deleted')],
    ),
    fact(
      '`[[roleArn]]` is the role that SageMaker uses: SageMaker may assume it',
      [rule('execution-role-not-assumable')],
      [ruleCase('execution-role-not-assumable', 'The role of the job does not trust SageMaker')],
    ),
    fact(
      'With `.sync` the role may put and describe the managed rule and put its targets',
      [rule('event-rule-permission-missing')],
      [ruleCase('event-rule-permission-missing', 'Nothing grants the rule')],
    ),
    fact(
      'The three actions on the rule may stand in any statements',
      [rule('event-rule-permission-missing')],
      [ruleCase('event-rule-permission-missing', 'Three statements may grant the three actions')],
    ),
    fact(
      'The rules for training and for transform have each a name of their own',
      [rule('event-rule-permission-missing'), source('expected/managed-rule.ts')],
      [ruleCase('event-rule-permission-missing', 'The name of the managed rule is misspelt')],
    ),
    fact(
      'Request-response needs no rule',
      [rule('event-rule-permission-missing')],
      [ruleCase('event-rule-permission-missing', 'A task that does not wait for its job needs no rule')],
    ),
    fact(
      'Region and account in the ARNs are those of the state machine',
      [rule('event-rule-permission-missing'), source('findings/near-miss.ts')],
      [ruleCase('event-rule-permission-missing', 'The rule is granted in another region')],
    ),
    fact(
      'A static name is granted with a trailing `*`',
      [source('expected/sagemaker-name.ts')],
      [
        shownBy(
          'cases/expected/training-sync-static.json',
          'asks for the whole job template, on the exact name, for a training job with .sync',
        ),
      ],
      'The exact name is asked for, and the trailing `*` is justified',
    ),
    fact(
      'A dynamic name is granted by every job of the type',
      [source('expected/sagemaker-name.ts')],
      [
        shownBy(
          'cases/expected/training-sync-dynamic.json',
          'is content with one name where only the run knows it',
        ),
      ],
      'One name that the role allows is enough, and every name is justified',
    ),
    fact(
      'Static resources are for static names, dynamic ones for dynamic names',
      [rule('scope-mismatch')],
      [
        ruleCase(
          'scope-mismatch',
          'The role is the template for static resources, and the name comes from the input',
        ),
      ],
    ),
    fact(
      'What the template allows beyond the definition',
      [rule('permission-excess')],
      [ruleCase('permission-excess', 'The names of the jobs are wider than the definition')],
    ),
    fact(
      'Step Functions never makes a policy for CreateTransformJob: it is attached by hand',
      [rule('transform-policy-missing')],
      [ruleCase('transform-policy-missing', 'Nothing on the role grants the job')],
    ),
    fact(
      'The template for CreateTransformJob passes a role',
      [rule('transform-policy-missing'), source('expected/integrations/sagemaker-create-transform-job.ts')],
      [
        ruleCase(
          'transform-policy-missing',
          'The documented template passes a role that nothing needs, and may',
        ),
      ],
      'Tolerated and never asked for: the request has no role',
    ),
    fact(
      'Headings name request-response, `.sync` and `.waitForTaskToken`',
      [rule('callback-unsupported')],
      [ruleCase('callback-unsupported', 'A training job is to call back')],
    ),
  ],
};
