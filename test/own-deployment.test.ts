import { describe, expect, test } from 'vitest';
import { expectationOf } from '../src/expected/expect.ts';
import { policyOf } from '../src/expected/policy-of.ts';
import { contains } from '../src/policy/contains.ts';
import { parsePolicy } from '../src/policy/document.ts';
import { type Access, identityAccess } from '../src/policy/effective.ts';
import { aboveInfo } from './support/above-info.ts';
import { deployedStack, deployedTemplate, type Params } from './support/deployed-stack.ts';
import { ACCOUNT, type AccountJson, auditOf, lineOf, type RoleJson } from './support/rule-cases.ts';

const AUDITOR = `arn:aws:iam::${ACCOUNT}:role/plumbline-dev-AuditorRole`;

const ORGANIZATION: Params = { organization: 'true' };
const EVERYTHING: Params = {
  ...ORGANIZATION,
  organizationId: 'o-abcde12345',
  externalId: 'an-id',
  securityHub: 'true',
};

/** What is deployed, as an account, and how many roles and state machines that has. */
const DEPLOYMENTS: readonly (readonly [string, AccountJson, number, number])[] = [
  ['for one account', deployedStack({}), 4, 0],
  ['for one account with Security Hub', deployedStack({ securityHub: 'true' }), 4, 0],
  ['for an organization', deployedStack(ORGANIZATION), 5, 1],
  ['for an organization with everything', deployedStack(EVERYTHING), 6, 1],
  [
    'in a member account',
    deployedTemplate('infra/member-role.yml', {
      AuditorRoleArn: AUDITOR,
      ImporterRoleArns: AUDITOR,
      OrganizationId: 'o-abcde12345',
      SecurityHub: 'true',
    }),
    2,
    0,
  ],
];

describe('an audit of the own deployment', () => {
  test.each(DEPLOYMENTS)('%s reports nothing and leaves nothing open', (_, account, roles, machines) => {
    const { summary, findings, coverage } = auditOf(account);
    expect([account.roles.length, summary.stateMachines]).toEqual([roles, machines]);
    expect(account.roles.filter(({ policies = {} }) => Object.keys(policies).length === 0)).toEqual([]);
    expect(aboveInfo(findings).map(({ message }) => message)).toEqual([]);
    expect(coverage.gaps).toEqual([]);
  });
});

describe('the role of the state machine that audits an organization', () => {
  const account = deployedStack(ORGANIZATION);
  const [machine] = account.machines;
  const role = account.roles.find(({ name }) => machine?.role.endsWith(`/${name}`));
  if (machine === undefined || role === undefined) throw new Error('the stack has no such machine or role');
  const { name } = machine;
  const { grants } = expectationOf({
    definition: JSON.stringify(machine.definition),
    machine: {
      arn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:${name}`,
      name,
      partition: 'aws',
      region: 'us-east-1',
      accountId: ACCOUNT,
      type: 'STANDARD',
    },
    pack: 'docs-2025',
  });
  const required = [
    ...new Set(policyOf(grants, 'required').policy.Statement.flatMap(({ Action }) => Action)),
  ];

  test('allows nothing that the definition does not justify', () => {
    const justified = identityAccess([parsePolicy(policyOf(grants, 'allowed').policy)]);
    expect(contains(accessOf(role), justified).kind).toBe('contained');
  });

  test('is missed in every action that the definition requires', () => {
    expect(required.toSorted()).toEqual(['lambda:InvokeFunction', 's3:GetObject', 'states:StartExecution']);
    for (const action of required) {
      const roles = account.roles.map((each) => (each === role ? without(each, action) : each));
      const lines = aboveInfo(auditOf({ ...account, roles }).findings);
      expect(lines.map(lineOf)).toContainEqual(
        expect.stringMatching(/^task-permission-missing of plumbline-dev-OrganizationAuditRole/),
      );
      expect(lines.some(({ message }) => message.includes(`\`${action}\``))).toBe(true);
    }
  });

  test('is too wide with any one thing more', () => {
    const more = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };
    const policies = { ...role.policies, more: { Version: '2012-10-17', Statement: [more] } };
    const roles = account.roles.map((each) => (each === role ? { ...each, policies } : each));
    const lines = aboveInfo(auditOf({ ...account, roles }).findings).map(lineOf);
    expect(lines).toEqual([
      expect.stringMatching(/^permission-excess of plumbline-dev-OrganizationAuditRole/),
    ]);
  });
});

function accessOf(role: RoleJson): Access {
  return identityAccess(Object.values(role.policies ?? {}).map((document) => parsePolicy(document)));
}

interface Document {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

function without(role: RoleJson, action: string): RoleJson {
  const policies = Object.entries(role.policies ?? {}).map(([name, document]) => {
    const { Statement } = document as Document;
    const kept = Statement.map((each) => ({ ...each, Action: each.Action.filter((one) => one !== action) }));
    return [name, { Version: '2012-10-17', Statement: kept.filter(({ Action }) => Action.length > 0) }];
  });
  return { ...role, policies: Object.fromEntries(policies) };
}
