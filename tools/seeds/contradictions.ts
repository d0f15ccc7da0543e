import { type Contradiction, contradiction, rule, ruleCase, shownBy, source } from './fact.ts';

export const CONTRADICTIONS: readonly Contradiction[] = [
  contradiction(
    ['001', '000'],
    [
      'SageMaker does not support ARNs in policies',
      'Most of its actions have resource types, and the templates use ARNs',
      'Scopes are taken from the authorization tables',
    ],
    [rule('resource-never-matches'), source('policy/catalogue.ts')],
  ),
  contradiction(
    ['001'],
    [
      'SageMaker has no resource-based policies',
      'Model package groups and lineage groups have',
      'Read, and told where they let others in',
    ],
    [rule('resource-policy-present')],
    [ruleCase('resource-policy-present', 'A model package group is shared with two other accounts')],
  ),
  contradiction(
    ['001'],
    [
      'Service-linked roles are for Studio Classic',
      'Several other parts have them today',
      'Any role under `aws-service-role/` is none to pass or to edit',
    ],
    [rule('execution-role-ineligible')],
  ),
  contradiction(
    ['001', '000', '004'],
    [
      'A role is chosen, and passed, for a batch transform job',
      'The request has no field for one; the role is that of the model',
      'PassRole is tolerated and never asked for; the role of the model is looked at',
    ],
    [source('expected/integrations/sagemaker-create-transform-job.ts'), rule('pass-role-missing')],
    [
      ruleCase('pass-role-missing', 'A transform job passes no role'),
      shownBy(
        'cases/expected/transform-sync-static.json',
        'asks for no role to be passed for a transform job with .sync but allows the documented one (static name)',
      ),
    ],
  ),
  contradiction(
    ['000'],
    [
      'There are templates for `.waitForTaskToken`, once with Describe and Stop and once without',
      'SageMaker supports no callback',
      'Told; the role is held to request-response',
    ],
    [rule('callback-unsupported')],
    [
      ruleCase('callback-unsupported', 'A training job is to call back'),
      shownBy(
        'cases/expected/training-callback.json',
        'asks only for request-response where a task token is unsupported, and says so',
      ),
    ],
  ),
  contradiction(
    ['000'],
    [
      'The templates end with ListTags, PassRole and the rule',
      'Step Functions tags the jobs that it starts, for which later templates add `sagemaker:AddTags`',
      'A template of a later date; a role of the older one is told which it follows',
    ],
    [rule('tagging-permission-missing'), rule('template-outdated'), source('expected/tags.ts')],
    [
      ruleCase('tagging-permission-missing', 'A role made from the template of 2023 may not tag'),
      ruleCase('template-outdated', 'The role is the template of 2023, word for word'),
      shownBy('cases/expected/training-docs-2023.json', 'knows no AddTags in the older templates'),
    ],
  ),
  contradiction(
    ['002'],
    [
      'A service-linked role is made for `sagemaker.amazonaws.com`',
      'A service role is meant: policies are attached to it afterwards',
      'A service-linked role as execution role is told',
    ],
    [rule('execution-role-ineligible')],
  ),
  contradiction(
    ['002'],
    [
      'Repositories are `arn:aws:ecr:::repository/…`',
      'Their ARNs have a region and an account',
      'Never written; found in the policies of others',
    ],
    [rule('image-pull-missing')],
  ),
  contradiction(
    ['002'],
    [
      'Objects are granted by the path of the input and the output',
      'These paths are prefixes: nothing is called exactly so',
      'Written as prefixes; a role that has the path alone lacks the objects',
    ],
    [rule('storage-access-missing')],
  ),
  contradiction(
    ['002'],
    [
      'Three of the blocks for a VPC are cut short, and the add-ons have no Resource',
      'The nine actions are those of the whole block, on `*`',
      'One table of nine actions for all',
    ],
    [rule('network-permission-missing')],
  ),
  contradiction(
    ['002'],
    [
      '`fsx:DescribeFileSystem`',
      'The action is `fsx:DescribeFileSystems`',
      'Told as an action that does not exist',
    ],
    [rule('action-unknown')],
  ),
  contradiction(
    ['002'],
    [
      'Fields such as `SecondaryContainer` and `AlgorithmSpecifications`',
      'The requests have `Containers` and `AlgorithmSpecification`',
      'Fields are those of the SDK',
    ],
    [source('expected/execution-roles/index.ts'), source('model/sagemaker-kinds.ts')],
    [shownBy('cases/rules/storage-access-missing.json')],
  ),
  contradiction(
    ['002', '004'],
    [
      'The calls that pass a role are listed',
      'The lists differ, and both lack some',
      'A role is passed where the request has a field for one',
    ],
    [source('expected/pass-role.ts'), source('expected/sdk/roles.ts')],
    [
      shownBy(
        'cases/expected/sdk-sagemaker-monitoring.json',
        'finds the role of a schedule inside its definition',
      ),
      shownBy(
        'cases/expected/sdk-sagemaker-create-pipeline.json',
        'passes the role of a pipeline to SageMaker, and may tag it',
      ),
    ],
  ),
  contradiction(
    ['003'],
    [
      'The policy is said to be about CloudFront',
      'It is about CloudFormation',
      'The document counts, not the text around it',
    ],
    [rule('service-catalog-role-altered')],
  ),
  contradiction(
    ['003'],
    [
      'Each version is an update',
      'AWS has also published policies again without a change',
      'Documents are compared, not the ids of versions',
    ],
    [rule('managed-policy-changed')],
  ),
  contradiction(
    ['004', '000'],
    [
      'The rows show no resource types, so that `*` would be asked for',
      'The column was lost; the templates scope by ARN',
      'Types are taken from the tables of today',
    ],
    [source('policy/catalogue.ts'), rule('companion-resource-missing')],
    [shownBy('cases/policy/typed.json', 'an action meets only its own resource types')],
  ),
  contradiction(
    ['004'],
    [
      '`sagemaker:AppNetworkAccess`',
      'The key is `sagemaker:AppNetworkAccessType`',
      'Told as a key that nothing carries',
    ],
    [rule('condition-key-dead')],
  ),
  contradiction(
    ['004'],
    [
      '`sagemaker:VolumeKmsKey` and other keys for keys of KMS',
      'They are deprecated, and no action carries them; their successors end in `KmsKeyArn`',
      'Told as keys that nothing carries',
    ],
    [rule('condition-key-dead')],
  ),
  contradiction(
    ['004'],
    [
      'Dependent actions stand in the table',
      'The tables of today leave them out',
      'Kept in a table of our own',
    ],
    [rule('dependent-action-missing')],
  ),
];
