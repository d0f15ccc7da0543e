import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit.ts';
import type { Gap } from '../../src/model/coverage.ts';
import {
  type AccountJson,
  auditOf,
  type MachineJson,
  type RoleJson,
  snapshotOf,
} from '../support/rule-cases.ts';

const ROLE = 'arn:aws:iam::111122223333:role/NightlyRole';
const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:nightly';
const MODEL = 'arn:aws:sagemaker:us-east-1:111122223333:model/churn';
const ALLOW = (Action: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource: MODEL, ...more });

/** One state machine that makes a model, on a role that may. */
function account(role: Partial<RoleJson>, machine: Partial<MachineJson> = {}): AccountJson {
  const definition = {
    States: {
      Model: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sagemaker:createModel',
        Parameters: { ModelName: 'churn' },
      },
    },
  };
  const policies = { model: { Statement: [ALLOW('sagemaker:CreateModel'), ALLOW('sagemaker:AddTags')] } };
  return {
    machines: [{ name: 'nightly', role: 'NightlyRole', definition, ...machine }],
    roles: [{ name: 'NightlyRole', policies, ...role }],
  };
}

function gapsOf(audited: AccountJson): readonly Gap[] {
  return auditOf(audited).coverage.gaps;
}

describe('the coverage of an audit', () => {
  test('names the place in a policy that makes no sense', () => {
    const policies = {
      model: { Statement: [ALLOW('sagemaker:*'), { Effect: 'Maybe', Action: '*', Resource: '*' }] },
    };
    expect(gapsOf(account({ policies }))).toContainEqual({
      source: 'iam:GetAccountAuthorizationDetails',
      region: 'global',
      resource: ROLE,
      kind: 'malformed',
      why: '`model`: $.Statement[1].Effect: expected `Allow` or `Deny`',
    });
  });

  test('tells of a policy that was not read, and judges nothing by it', () => {
    const policies = { model: '{"half": ' };
    const { findings, coverage } = auditOf(account({ policies }));
    expect(findings).toEqual([]);
    expect(coverage.gaps).toContainEqual({
      source: 'iam:GetAccountAuthorizationDetails',
      region: 'global',
      resource: ROLE,
      kind: 'failed',
      why: '`model`: the document is not JSON',
    });
  });

  test('tells of a boundary that was not read', () => {
    expect(gapsOf(account({ boundary: 'no JSON' })).map(({ why }) => why)).toContain(
      '`NightlyRoleBoundary`: the document is not JSON',
    );
  });

  test('tells of a trust policy that was not read, and leaves open who may assume the role', () => {
    const { findings, coverage } = auditOf(account({ trust: { Statement: [] } }));
    expect(findings.map(({ ruleId }) => ruleId)).toContain('execution-role-not-assumable');
    expect(coverage.gaps).toEqual([]);
    const unread = auditOf(account({ trust: { Version: 'tomorrow' } }));
    expect(unread.findings).toEqual([]);
    expect(unread.coverage.gaps.map(({ kind, why }) => `${kind}: ${why}`)).toEqual([
      'malformed: `trust policy`: $.Version: expected `2012-10-17` or `2008-10-17`',
      'undecided: whether `states.amazonaws.com` may assume the role: policy `trust policy`, $.Version: expected `2012-10-17` or `2008-10-17`',
    ]);
  });

  test('tells of a definition that only its key could show, and names the action to grant', () => {
    expect(gapsOf(account({}, { definition: '{}' }))).toEqual([
      {
        source: 'states:DescribeStateMachine',
        region: 'us-east-1',
        resource: MACHINE,
        kind: 'denied',
        why: 'the definition is encrypted and was read as metadata only',
        action: 'kms:Decrypt',
      },
      {
        source: 'policy',
        region: 'global',
        resource: ROLE,
        kind: 'undecided',
        why: `whether the role allows too much: the definition of \`${MACHINE}\` is not known`,
      },
    ]);
  });

  test('tells apart what the auditor may not read and what could not be read', () => {
    const snapshot = snapshotOf(account({}));
    const denied = { kind: 'denied', why: 'AccessDenied', action: 'iam:GetPolicyVersion' } as const;
    const unread = { kind: 'failed', why: 'Throttling' } as const;
    const roles = snapshot.roles.map((role) => ({
      ...role,
      policies: role.policies.map((policy) => ({ ...policy, document: denied })),
    }));
    const stateMachines = snapshot.stateMachines.map((machine) => ({
      ...machine,
      revisions: machine.revisions.map((revision) => ({ ...revision, definition: unread })),
    }));
    const { gaps } = audit({ ...snapshot, roles, stateMachines }, { engineVersion: '0' }).coverage;
    expect(gaps).toEqual([
      {
        source: 'iam:GetAccountAuthorizationDetails',
        region: 'global',
        resource: ROLE,
        kind: 'denied',
        why: '`model`: AccessDenied',
        action: 'iam:GetPolicyVersion',
      },
      {
        source: 'states:DescribeStateMachine',
        region: 'us-east-1',
        resource: MACHINE,
        kind: 'failed',
        why: 'Throttling',
      },
      expect.objectContaining({ kind: 'undecided' }),
    ]);
  });

  test('tells of a version that could not be read, by its number', () => {
    const versions = [{ number: 4, definition: '{}' }];
    expect(gapsOf(account({}, { versions, aliases: [4] })).map(({ why }) => why)).toContain(
      'version 4: the definition is encrypted and was read as metadata only',
    );
  });

  test('tells of the states that were not understood, by their path', () => {
    const definition = {
      States: {
        'a\nb': { Type: 'Task' },
        Send: { Type: 'Task', Resource: 'arn:aws:states:::sqs:doSomething' },
      },
    };
    expect(
      gapsOf(account({ policies: {} }, { definition })).map(({ kind, why }) => `${kind}: ${why}`),
    ).toEqual([
      'malformed: $.States["a\\nb"].Resource: expected a string, found nothing',
      'unsupported: $.States.Send: the grants of `sqs:doSomething` are not known to this version',
      `undecided: whether the role allows too much: the definition of \`${MACHINE}\` is not known`,
    ]);
  });

  test('tells of a role that was not read', () => {
    const coverage = [{ source: 'iam:ListRoles', region: 'global', kind: 'partial', why: 'Throttling' }];
    expect(gapsOf({ ...account({}), roles: [], coverage })).toEqual([
      { source: 'iam:ListRoles', region: 'global', kind: 'partial', why: 'Throttling' },
      {
        source: 'iam:GetRole',
        region: 'global',
        resource: ROLE,
        kind: 'not-read',
        why: 'the role of `nightly` was not read',
        action: 'iam:GetRole',
      },
    ]);
  });

  test('does not ask for a role of another account as if it were read, nor calls it absent', () => {
    const foreign = 'arn:aws:iam::999988887777:role/NightlyRole';
    const { findings, coverage } = auditOf(account({}, { role: foreign }));
    expect(findings).toEqual([]);
    expect(coverage.gaps.map(({ resource }) => resource)).toEqual([foreign]);
  });

  test('counts the actions that one open condition leaves undecided', () => {
    const open = { Condition: { StringEquals: { 'sagemaker:ResourceTag/team': 'ml' } } };
    const policies = {
      model: { Statement: [ALLOW('sagemaker:CreateModel', open), ALLOW('sagemaker:AddTags', open)] },
    };
    expect(gapsOf(account({ policies })).map(({ kind, why }) => `${kind}: ${why}`)).toEqual([
      'undecided: whether `nightly` may `sagemaker:CreateModel`: policy `model`, $.Statement[0]: the request may or may not meet the condition on `sagemaker:ResourceTag/team`',
      'undecided: whether `nightly` may `sagemaker:AddTags`: policy `model`, $.Statement[1]: the request may or may not meet the condition on `sagemaker:ResourceTag/team`',
    ]);
  });

  test('leaves open what rests on whether a wildcard takes colons', () => {
    const short = { Resource: 'arn:aws:sagemaker:*:model/*' };
    const policies = {
      model: { Statement: [ALLOW('sagemaker:CreateModel', short), ALLOW('sagemaker:AddTags', short)] },
    };
    const why = 'a statement covers it only if its wildcards take the colons between the parts of an ARN';
    expect(gapsOf(account({ policies })).map((gap) => `${gap.kind}: ${gap.why}`)).toEqual([
      `undecided: whether \`nightly\` may \`sagemaker:CreateModel\`, \`sagemaker:AddTags\`: ${why}`,
    ]);
  });

  test('tells the same hole once', () => {
    const twice = account({ policies: { model: '{"half": ' } });
    const [machine] = twice.machines;
    const machines = [machine, { ...machine, name: 'again' }] as readonly MachineJson[];
    const gaps = gapsOf({ ...twice, machines });
    expect(new Set(gaps.map((gap) => JSON.stringify(gap))).size).toBe(gaps.length);
    expect(gaps.filter(({ kind }) => kind === 'failed')).toHaveLength(1);
  });

  test('is complete where everything was read and understood', () => {
    expect(auditOf(account({})).coverage).toEqual({ complete: true, gaps: [] });
  });
});
