import { fact, rule, ruleCase, type Seed, shownBy, source } from './fact.ts';

export const AUTHORIZATION: Seed = {
  number: '004',
  subject: 'Actions, resources and condition keys of SageMaker',
  facts: [
    fact('Every action in a policy is one of the table', [
      rule('action-unknown'),
      source('policy/catalogue.ts'),
    ]),
    fact('`BatchGetMetrics` and `BatchPutMetrics` are permissions without an API', [rule('action-unknown')]),
    fact(
      'Each action has an access level',
      [rule('permission-excess'), source('policy/service-line.ts')],
      [shownBy('findings/excess.test.ts', 'shows the most dangerous action of a statement')],
      'It decides how bad an excess is',
    ),
    fact(
      'An action without a resource type is authorized on `*`',
      [rule('resource-never-matches'), source('policy/catalogue.ts')],
      [
        shownBy('cases/rules/resource-never-matches.json'),
        shownBy('cases/policy/typed.json', 'an action without resource types needs `*`'),
      ],
    ),
    fact(
      'An ARN in a statement has to be of a type of its action',
      [rule('resource-never-matches'), source('policy/resource-patterns.ts')],
      [
        shownBy('cases/rules/resource-never-matches.json'),
        shownBy('cases/policy/typed.json', 'a resource of another type does not count'),
      ],
    ),
    fact(
      'A required resource type cannot be left out: CreateEndpoint and UpdateEndpoint have two',
      [rule('companion-resource-missing')],
      [ruleCase('companion-resource-missing', 'The endpoint may be updated, but not with its configuration')],
    ),
    fact(
      'Of optional types one may be chosen',
      [rule('permission-excess'), source('expected/sdk/resources.ts')],
      [ruleCase('permission-excess', "A resource that the action can do without is nobody's excess")],
    ),
    fact(
      'The ARNs of resources have a case',
      [rule('resource-near-miss')],
      [
        ruleCase(
          'resource-near-miss',
          'A lifecycle configuration is allowed in lower case, and its name has capitals',
        ),
      ],
    ),
    fact('Fourteen calls depend on `iam:PassRole`', [
      rule('dependent-action-missing'),
      rule('pass-role-missing'),
    ]),
    fact(
      'CreateTransformJob depends on nothing',
      [rule('pass-role-missing')],
      [ruleCase('pass-role-missing', 'A transform job passes no role')],
    ),
    fact('CreateDomain depends on `iam:CreateServiceLinkedRole` as well', [rule('dependent-action-missing')]),
    fact('RenderUiTemplate and UpdateMonitoringSchedule depend on `iam:PassRole`', [
      rule('dependent-action-missing'),
    ]),
    fact(
      'InvokeEndpoint has the prefix `sagemaker:`, whatever the SDK calls its service',
      [rule('action-unknown'), source('expected/sdk/service-prefix.ts')],
      [
        shownBy('cases/rules/action-unknown.json'),
        shownBy(
          'cases/expected/sdk-other-prefix.json',
          'uses the IAM prefix of a service that the SDK calls otherwise',
        ),
      ],
    ),
    fact('Search finds what Describe is denied', [rule('search-bypasses-deny')]),
    fact('The condition keys of SageMaker, 26 of them', [rule('condition-key-dead')]),
    fact(
      'Keys have types: a text, a number, a boolean, an ARN, a list of texts',
      [rule('condition-unsatisfiable'), source('policy/condition-test.ts')],
      [
        shownBy('cases/rules/condition-unsatisfiable.json'),
        shownBy('cases/policy/conditions.json', 'a list is equal to no single value'),
      ],
    ),
    fact('`sagemaker:FileSystemAccessMode` and its like belong to training and tuning', [
      rule('condition-unsatisfiable'),
    ]),
    fact('`sagemaker:VpcSubnets`, `InstanceTypes` and others narrow what is created', [
      rule('condition-unsatisfiable'),
    ]),
    fact('Tag keys have the tag in their name: `aws:RequestTag/${TagKey}`', [rule('condition-key-dead')]),
  ],
};
