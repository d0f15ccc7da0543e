import { describe, expect, test } from 'vitest';
import { auditOf } from '../support/rule-cases.ts';

const OTHER = 'arn:aws:iam::999988887777';
const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const CLUSTER = 'arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC';

/** A statement beside that which lets SageMaker assume the role. */
function allow(Principal: unknown, more: object = {}): object {
  return { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more };
}

function when(test: string, key: string, value: string): object {
  return { Condition: { [test]: { [key]: value } } };
}

/** Severity and message of what is said of a role with these statements in its trust policy. */
function told(...statements: readonly object[]): readonly string[] {
  const trust = {
    Version: '2012-10-17',
    Statement: [allow({ Service: 'sagemaker.amazonaws.com' }), ...statements],
  };
  const { findings } = auditOf({ machines: [], roles: [{ name: 'R', trust }] });
  return findings
    .filter(({ ruleId }) => ruleId === 'trust-too-wide')
    .map(({ severity, message }) => `${severity}: ${message.split(' may assume')[0]}`);
}

const EVERYBODY = 'high: every principal of every AWS account';
const ALL_OF_OTHER = 'high: every principal that account `999988887777` allows';
const WEB = { Action: 'sts:AssumeRoleWithWebIdentity' };

describe('a trust policy is too wide', () => {
  test.each([
    ['for everybody', [allow('*')], [EVERYBODY]],
    ['for everybody, in a list', [allow({ AWS: ['*'] })], [EVERYBODY]],
    [
      'for everybody but one',
      [{ Effect: 'Allow', NotPrincipal: { AWS: `${OTHER}:root` }, Action: 'sts:AssumeRole' }],
      [EVERYBODY],
    ],
    ['by a condition that all meet', [allow('*', when('StringLike', 'aws:PrincipalArn', '*'))], [EVERYBODY]],
    ['for an account by its number', [allow({ AWS: '999988887777' })], [ALL_OF_OTHER]],
    [
      'for an account and a role of it, once',
      [allow({ AWS: [`${OTHER}:role/A`, `${OTHER}:root`, `${OTHER}:role/B`] })],
      [ALL_OF_OTHER],
    ],
    [
      'for roles of an account, once',
      [allow({ AWS: [`${OTHER}:role/A`, `${OTHER}:user/B`] })],
      [`low: \`${OTHER}:role/A\` of another account`],
    ],
    [
      'for all workflows of GitHub',
      [
        allow({ Federated: GITHUB }, { ...WEB }),
        allow({ Federated: GITHUB }, { ...WEB, ...when('StringLike', 'x:sub', 'repo:*') }),
      ],
      ['high: every identity of `token.actions.githubusercontent.com`'],
    ],
    [
      'for all identity pools',
      [allow({ Federated: 'cognito-identity.amazonaws.com' }, WEB)],
      ['high: every identity of `cognito-identity.amazonaws.com`'],
    ],
    [
      'for all that runs in a cluster',
      [allow({ Federated: CLUSTER }, WEB)],
      ['high: every identity of `oidc.eks.us-east-1.amazonaws.com/id/ABC`'],
    ],
  ])('%s', (_, statements, findings) => {
    expect(told(...statements)).toEqual(findings);
  });

  test.each([
    ['an organization', [allow('*', when('StringEquals', 'aws:PrincipalOrgID', 'o-1'))]],
    ['the own account', [allow('*', when('StringEquals', 'aws:PrincipalAccount', '111122223333'))]],
    ['the own account by its root', [allow({ AWS: '111122223333' })]],
    [
      'roles of the own account',
      [allow('*', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:*'))],
    ],
    [
      'who has an external id',
      [allow({ AWS: `${OTHER}:root` }, when('StringEquals', 'sts:ExternalId', 'x'))],
    ],
    [
      'a role of another account by name',
      [allow({ AWS: `${OTHER}:root` }, when('ArnEquals', 'aws:PrincipalArn', `${OTHER}:role/A`))],
    ],
    ['somebody who has been deleted', [allow({ AWS: 'AROAEXAMPLEEXAMPLEEXA' })]],
    [
      'people by SAML',
      [
        allow(
          { Federated: 'arn:aws:iam::111122223333:saml-provider/Okta' },
          { Action: 'sts:AssumeRoleWithSAML' },
        ),
      ],
    ],
    [
      'one repository',
      [
        allow(
          { Federated: GITHUB },
          {
            ...WEB,
            ...when('StringLike', 'token.actions.githubusercontent.com:sub', 'repo:example/churn:*'),
          },
        ),
      ],
    ],
    [
      'those whom a Deny leaves',
      [
        allow('*'),
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
          ...when('StringNotEquals', 'aws:PrincipalOrgID', 'o-1'),
        },
      ],
    ],
    [
      'other services, on a role that nothing uses',
      [allow({ Service: ['lambda.amazonaws.com', 'glue.amazonaws.com'] })],
    ],
  ])('and not for %s', (_, statements) => {
    expect(told(...statements)).toEqual([]);
  });
});
