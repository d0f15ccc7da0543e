import { fact, rule, ruleCase, type Seed, shownBy, source } from './fact.ts';

export const WORKS_WITH_IAM: Seed = {
  number: '001',
  subject: 'How SageMaker works with IAM',
  facts: [
    fact(
      'Whoever creates resources for Studio may also tag them, or is refused',
      [rule('tagging-permission-missing'), rule('dependent-action-missing')],
      [
        ruleCase('tagging-permission-missing', 'A model is tagged as well'),
        shownBy('cases/rules/dependent-action-missing.json'),
      ],
      'Step Functions tags what it makes in the same way',
    ),
    fact('AWS managed policies for SageMaker already allow to tag', [rule('managed-policy-changed')]),
    fact('Some operations need several actions: dependent actions', [rule('dependent-action-missing')]),
    fact(
      'Actions have the prefix `sagemaker:`',
      [rule('action-unknown'), source('expected/sdk/service-prefix.ts')],
      [
        shownBy('cases/rules/action-unknown.json'),
        shownBy(
          'cases/expected/sdk-other-prefix.json',
          'uses the IAM prefix of a service that the SDK calls otherwise',
        ),
      ],
    ),
    fact('There are permission-only actions without an API', [rule('action-unknown')]),
    fact(
      'A statement has either Action or NotAction',
      [source('policy/statement-parts.ts')],
      [shownBy('cases/policy/statement.json', 'an element and its complement exclude each other')],
    ),
    fact(
      'Several actions may stand in one list',
      [source('policy/action-set.ts')],
      [
        shownBy(
          'cases/policy/contains.json',
          'two statements are equal to one with both actions, whatever their order, case and Sids',
        ),
      ],
    ),
    fact(
      'A wildcard such as `sagemaker:Describe*` stands for every action that begins so',
      [source('policy/action-set.ts'), source('policy/catalogue.ts')],
      [shownBy('cases/policy/typed.json', 'all listed actions of a pattern are contained in their list')],
    ),
    fact(
      'All operators and all keys of a condition have to hold, and one of the values of a key',
      [source('policy/match-condition.ts')],
      [
        shownBy(
          'cases/policy/evaluate.json',
          'several values of a key are alternatives, several keys and operators are not',
        ),
      ],
    ),
    fact(
      'A condition value may be a variable, such as the name of the user',
      [source('policy/variables.ts')],
      [
        shownBy(
          'cases/policy/evaluate.json',
          'a variable takes its value from the request, or from the pins',
        ),
      ],
    ),
    fact(
      'Global condition keys apply to SageMaker',
      [source('findings/role-access.ts')],
      [ruleCase('task-permission-missing', 'A tag of the role may decide')],
    ),
    fact('SageMaker has condition keys of its own, each for some operations', [
      rule('condition-key-dead'),
      rule('condition-unsatisfiable'),
    ]),
    fact(
      'A key that only the request has is neither met nor failed',
      [rule('task-permission-missing')],
      [ruleCase('task-permission-missing', 'Create depends on a condition key that only the request knows')],
      'Such a question is a gap in the coverage',
    ),
    fact(
      'Access by tags uses `sagemaker:ResourceTag`, `aws:RequestTag` and `aws:TagKeys`',
      [rule('condition-unsatisfiable'), rule('tagging-permission-missing')],
      [
        shownBy('cases/rules/condition-unsatisfiable.json'),
        ruleCase('tagging-permission-missing', 'AddTags is granted for one value of a tag only'),
      ],
    ),
    fact(
      'SageMaker works with temporary credentials and with roles of other accounts',
      [rule('credentials-role-unreachable')],
      [
        ruleCase(
          'credentials-role-unreachable',
          'The role is assumed with the external id of the state machine, and allows the call',
        ),
      ],
    ),
    fact('Service-linked roles exist for a part of SageMaker', [rule('execution-role-ineligible')]),
    fact('A service role belongs to the account, whose administrators can change and break it', [
      rule('execution-role-not-assumable'),
      rule('storage-access-missing'),
    ]),
    fact(
      'Notebooks, processing, training, endpoints and transform jobs have a role to be chosen',
      [source('model/sagemaker-kinds.ts'), rule('execution-role-missing')],
      [shownBy('cases/rules/execution-role-missing.json')],
      'A transform job has the role of its model',
    ),
  ],
};
