import { fact, rule, type Seed, shownBy, source } from './fact.ts';

const DRIFT = [rule('service-catalog-role-altered'), rule('managed-policy-copy-stale')] as const;

export const SERVICE_CATALOG: Seed = {
  number: '003',
  subject: 'AWS managed policies for SageMaker projects',
  facts: [
    fact('The launch role exists, under `/service-role/`, and Service Catalog may assume it', [
      rule('service-catalog-role-altered'),
    ]),
    fact('The use role exists, and what Service Catalog makes may assume it', [
      rule('service-catalog-role-altered'),
    ]),
    fact('The launch role passes roles whose names begin with `AmazonSageMakerServiceCatalog`', [
      ...DRIFT,
      rule('pass-role-too-wide'),
    ]),
    fact('Statements 1 to 3: API Gateway, of what carries the tag `sagemaker:launch-source`', [...DRIFT]),
    fact(
      'Statements 4 to 6: CloudFormation stacks `SC-*`, with `ArnLikeIfExists` on the role of the stack',
      [...DRIFT, source('policy/condition-test.ts')],
      [
        shownBy('cases/rules/service-catalog-role-altered.json'),
        shownBy('cases/policy/evaluate.json', 'IfExists lets an absent key pass'),
      ],
    ),
    fact('Statements 7 to 10: CodeBuild, CodeCommit and CodePipeline, of `sagemaker-*`', [...DRIFT]),
    fact('Statements 11 and 12: Cognito, of what carries the tag', [...DRIFT]),
    fact('Statements 13 to 15: ECR, EventBridge and Firehose, of `sagemaker-*`', [...DRIFT]),
    fact(
      'Statements 16 to 21: Glue, with deletes on `*` and crawlers by name',
      [...DRIFT, rule('resource-never-matches')],
      undefined,
      'Where the policies of AWS itself name an ARN for an action without resource types, it is no fault of the account',
    ),
    fact('Statements 23 and 24: Lambda functions `sagemaker-*`, and logs', [...DRIFT]),
    fact('Statements 25 to 27: S3, of tagged objects and of buckets `sagemaker-*`', [...DRIFT]),
    fact('Statements 28 and 29: models, endpoints, workteams, code repositories and images', [...DRIFT]),
    fact('Statements 30 and 31: state machines `sagemaker-*`, and CodeStar connections for CodePipeline', [
      ...DRIFT,
    ]),
    fact(
      'Whether two versions of a policy differ is a question of content',
      [rule('managed-policy-changed'), source('policy/contains.ts')],
      [
        shownBy('cases/rules/managed-policy-changed.json'),
        shownBy(
          'policy/managed.test.ts',
          'are decided against their next version, but for a few that depend on variables',
        ),
      ],
    ),
    fact('Version 2 added code repositories and PassConnection', [rule('managed-policy-changed')]),
    fact('Version 3 added images', [rule('managed-policy-changed')]),
    fact('Customers copy the policy, and their copies stay behind', [rule('managed-policy-copy-stale')]),
  ],
};
