import { fact, rule, ruleCase, type Seed, shownBy, source } from './fact.ts';

export const EXECUTION_ROLES: Seed = {
  number: '002',
  subject: 'Execution roles of SageMaker',
  facts: [
    fact(
      'Every execution role lets `sagemaker.amazonaws.com` assume it',
      [rule('execution-role-not-assumable')],
      [ruleCase('execution-role-not-assumable', 'The role of the job does not trust SageMaker')],
    ),
    fact('The trust policy is the same for all, and names nobody else', [rule('trust-too-wide')]),
    fact(
      'A role is passed with CreateModel, CreateTrainingJob and ten other calls',
      [rule('pass-role-missing'), source('expected/pass-role.ts')],
      [ruleCase('pass-role-missing', 'The second role of a tuning job may not be passed')],
      'A role is passed where the request has a field for one, whatever the list says',
    ),
    fact(
      'The notebook policy passes every role to SageMaker',
      [rule('pass-role-too-wide')],
      [ruleCase('pass-role-too-wide', 'Any role may be passed to SageMaker')],
    ),
    fact(
      'The notebook policy allows `sagemaker:*`, pushes to ECR and deletes in S3, on everything',
      [rule('execution-role-too-broad'), source('expected/execution-templates/notebook-instance.ts')],
      [ruleCase('execution-role-too-broad', 'The documented policy for notebooks, word for word')],
      'The finding of a role of jobs or models says so where the policy is this one',
    ),
    fact(
      'The first policy for training, tuning and processing jobs names neither buckets nor repositories',
      [rule('permission-excess'), source('expected/execution-template.ts')],
      [
        ruleCase(
          'permission-excess',
          'A job may write to every bucket, as the broad documented policy has it',
        ),
        ruleCase(
          'permission-excess',
          'The same policy with its add-on for a VPC, split, with Sids and in other letters',
        ),
      ],
      'The finding says so where a statement or a policy is this one',
    ),
    fact(
      'The first policy for models names neither, and writes nothing',
      [rule('permission-excess'), source('expected/execution-templates/model.ts')],
      [ruleCase('permission-excess', 'A model with the broad documented policy of models')],
    ),
    fact(
      'The second policy for each of them names the places of the job',
      [rule('permission-excess'), source('expected/execution-template.ts')],
      [ruleCase('permission-excess', 'The tight documented policy of a job, with its own places')],
    ),
    fact('A notebook lists its buckets, and gets, puts and deletes its objects', [
      rule('storage-access-missing'),
    ]),
    fact('A notebook pulls the images of its repositories', [rule('image-pull-missing')]),
    fact(
      'A notebook may need CodeCommit, DynamoDB, RDS and others',
      [source('expected/named-role.ts')],
      [shownBy('cases/rules/execution-role-too-broad.json')],
      'Nobody can read what a notebook does: its role is not measured for excess',
    ),
    fact('A training role may list its input bucket', [rule('storage-access-missing')]),
    fact('A training role may read `InputDataConfig…S3Uri`', [
      rule('storage-access-missing'),
      source('expected/execution-roles/training-job.ts'),
    ]),
    fact('A training role may write to `OutputDataConfig.S3OutputPath`', [rule('storage-access-missing')]),
    fact('A training role may pull `AlgorithmSpecification.TrainingImage`', [rule('image-pull-missing')]),
    fact('A tuning role needs the same for each of its training job definitions', [
      rule('storage-access-missing'),
      rule('image-pull-missing'),
    ]),
    fact('A processing role may read `ProcessingInputs`, and write `ProcessingOutputConfig`', [
      rule('storage-access-missing'),
    ]),
    fact('A processing role may pull `AppSpecification.ImageUri`', [rule('image-pull-missing')]),
    fact('A model role may read `PrimaryContainer.ModelDataUrl`, and writes nothing', [
      rule('storage-access-missing'),
      rule('execution-role-too-broad'),
    ]),
    fact('A model role may pull the images of its containers', [rule('image-pull-missing')]),
    fact('`ecr:GetAuthorizationToken` knows no resource', [
      rule('image-pull-missing'),
      rule('resource-never-matches'),
    ]),
    fact(
      'Metrics and logs are granted on `*`',
      [rule('resource-never-matches')],
      undefined,
      'A job runs without them',
    ),
    fact('In a VPC a job needs nine actions of EC2, on `*`', [rule('network-permission-missing')]),
    fact(
      'Without a VPC it needs none of them',
      [rule('network-permission-unneeded')],
      [ruleCase('network-permission-unneeded', 'The add-on of the documentation on a role without a VPC')],
    ),
    fact('Encrypted input asks for `kms:Decrypt`', [rule('key-access-missing')]),
    fact('An encrypted output asks for `kms:Encrypt`', [rule('key-access-missing')]),
    fact('An encrypted volume asks for `kms:CreateGrant`', [rule('key-access-missing')]),
    fact(
      'The permissions on keys are shown without a key',
      [rule('permission-excess'), source('expected/execution-template.ts')],
      [ruleCase('permission-excess', 'The documented add-on for encrypted volumes where no job has one')],
    ),
    fact('`AmazonSageMakerFullAccess` may be used in the place of any of these policies', [
      rule('execution-role-too-broad'),
    ]),
    fact('The role gets `AmazonS3FullAccess`, better limited to its buckets', [
      rule('execution-role-too-broad'),
    ]),
    fact('FullAccess has its categories for a reason', [rule('managed-policy-changed')]),
    fact('An image comes from a registry of the account, or of AWS', [rule('image-from-foreign-account')]),
    fact('A role is made for a notebook or a job, which then uses it', [rule('execution-role-unused')]),
  ],
};
