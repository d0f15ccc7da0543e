import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { aboveInfo } from '../support/above-info.ts';
import { publishedPolicies, publishedVersions } from '../support/published-policies.ts';
import { replay } from '../support/replay.ts';
import { type AccountJson, auditOf, baselinesOf, type RoleJson, snapshotOf } from '../support/rule-cases.ts';

const FULL_ACCESS = 'AmazonSageMakerFullAccess';
const LAUNCH = 'AmazonSageMakerAdmin-ServiceCatalogProductsServiceRolePolicy';

/** Versions that say what the one before says. */
const SILENT: readonly string[] = [
  `${FULL_ACCESS}@v28`,
  `${FULL_ACCESS}@v29`,
  `${LAUNCH}@v11`,
  `${LAUNCH}@v12`,
];

interface Transition {
  readonly policy: string;
  readonly older: number;
  readonly newer: number;
}

function transitionsOf(policy: string): readonly Transition[] {
  const versions = publishedVersions(policy);
  return versions.slice(1).map((newer, index) => ({ policy, older: versions[index] ?? 0, newer }));
}

const TRANSITIONS = [FULL_ACCESS, LAUNCH].flatMap(transitionsOf);
const LOUD = TRANSITIONS.filter(({ policy, newer }) => !SILENT.includes(`${policy}@v${newer}`));

function arnOf(policy: string): string {
  return `arn:aws:iam::aws:policy/${policy}`;
}

function roleWith(name: string, ...texts: readonly string[]): RoleJson {
  const managed = texts.map((text) => [arnOf(text.replace(/@.*/, '')), text] as const);
  return { name, trust: 'sagemaker', managed: Object.fromEntries(managed) };
}

function accountAfter({ policy, older, newer }: Transition): AccountJson {
  return {
    machines: [],
    roles: [roleWith('StudioRole', `${policy}@v${newer}`)],
    baselines: { [arnOf(policy)]: { document: `${policy}@v${older}` } },
  };
}

function changesIn(account: AccountJson): readonly Finding[] {
  return auditOf(account).findings.filter(({ ruleId }) => ruleId === 'managed-policy-changed');
}

describe('a new version of an AWS managed policy', () => {
  test('is there for every version of FullAccess since v19 and of the launch policy since v1', () => {
    expect(TRANSITIONS.map(({ newer }) => newer)).toEqual([
      ...[20, 21, 22, 23, 24, 25, 26, 27, 28, 29],
      ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    ]);
  });

  test.each(LOUD)('is told of $policy from v$older to v$newer, with a witness that holds', (transition) => {
    const account = accountAfter(transition);
    const [finding, ...others] = changesIn(account);
    if (finding === undefined) throw new Error('nothing was told');
    expect(others).toEqual([]);
    expect(aboveInfo([finding])).toHaveLength(1);
    expect(finding.message).toContain(`moved from v${transition.older} to v${transition.newer}`);
    expect(finding.message).toMatch(/: it (gained|lost) /);
    expect(replay(snapshotOf(account), finding, baselinesOf(account))).toBe('changed');
  });

  test.each(LOUD)('is the opposite the other way round: $policy from v$newer to v$older', (transition) => {
    const { policy, older, newer } = transition;
    const there = changesIn(accountAfter(transition))[0]?.message ?? '';
    const back = changesIn(accountAfter({ policy, older: newer, newer: older }))[0]?.message ?? '';
    expect(back.includes(' lost `')).toBe(there.includes(' gained `'));
    expect(back.includes(' gained `')).toBe(there.includes(' lost `'));
  });

  test.each(TRANSITIONS.filter((each) => !LOUD.includes(each)))(
    'is nothing to look at where $policy v$newer says what v$older said',
    (transition) => {
      expect(aboveInfo(auditOf(accountAfter(transition)).findings)).toEqual([]);
    },
  );

  test.each([
    [19, 20, 'iam:PassRole', 'arn:aws:iam::111122223333:role/'],
    [26, 27, 'sagemaker:AddTags', 'arn:aws:sagemaker:us-east-1:111122223333:partner-app/'],
  ])('loses of FullAccess from v%i to v%i %s on %s', (older, newer, action, resource) => {
    const [finding] = changesIn(accountAfter({ policy: FULL_ACCESS, older, newer }));
    expect(finding?.witness?.action).toBe(action);
    expect(finding?.witness?.resource).toContain(resource);
    expect(finding?.message).not.toContain('gained');
  });

  test('loses an app of somebody else with FullAccess v25', () => {
    const [finding] = changesIn(accountAfter({ policy: FULL_ACCESS, older: 24, newer: 25 }));
    expect(finding?.message).toMatch(/, and lost `sagemaker:CreateApp` on `arn:[^`]*:app\//);
  });

  test('is measured by the oldest document that nobody has accepted, over all versions in between', () => {
    const [finding] = changesIn(accountAfter({ policy: LAUNCH, older: 7, newer: 9 }));
    expect(finding?.message).toMatch(/^[^:]*: it gained `cloudformation:TagResource`/);
    expect(finding?.message).not.toContain('lost');
  });
});

describe('the day on which AWS published its policies again', () => {
  const again = publishedPolicies().filter((policy) => ![FULL_ACCESS, LAUNCH].includes(policy));
  const last = (policy: string, back: number) => `${policy}@v${publishedVersions(policy).at(-back)}`;

  test('finds nothing above info, whatever the ids', () => {
    expect(again.length).toBeGreaterThanOrEqual(5);
    const account: AccountJson = {
      machines: [],
      roles: [roleWith('StudioRole', ...again.map((policy) => last(policy, 1)))],
      baselines: Object.fromEntries(
        again.map((policy) => [arnOf(policy), { document: last(policy, 2) }] as const),
      ),
    };
    const { findings, coverage } = auditOf(account);
    expect(aboveInfo(findings)).toEqual([]);
    expect(findings.map(({ resource }) => resource.arn).toSorted()).toEqual(again.map(arnOf).toSorted());
    expect(coverage.complete).toBe(true);
  });
});

describe('a finding about an AWS managed policy', () => {
  const baselines = { [arnOf(FULL_ACCESS)]: { document: `${FULL_ACCESS}@v19` } };
  const account = (...names: readonly string[]): AccountJson => ({
    machines: [],
    roles: names.map((name) => roleWith(name, `${FULL_ACCESS}@v20`)),
    baselines,
  });

  test('is one for all roles, and stays the same when the first of them goes', () => {
    const before = changesIn(account('A', 'B', 'C'));
    const after = changesIn(account('B', 'C'));
    expect(before.map(({ role }) => role.name)).toEqual(['A']);
    expect(after.map(({ role }) => role.name)).toEqual(['B']);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test('does not blame the policy for what a Deny of the role refuses', () => {
    const invoke = (resource: string) => ({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: resource },
    });
    const arn = arnOf('service-role/AWSLambdaRole');
    const FunctionName = 'arn:aws:lambda:us-east-1:111122223333:function:score';
    const deny = { Effect: 'Deny', Action: 'lambda:InvokeFunction', Resource: FunctionName };
    const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName } };
    const [finding] = changesIn({
      machines: [{ name: 'scoring', role: 'R', definition: { StartAt: 'A', States: { A: task } } }],
      roles: [
        {
          name: 'R',
          managed: { [arn]: invoke('arn:aws:lambda:*:*:function:score') },
          policies: { deny: { Version: '2012-10-17', Statement: deny } },
        },
      ],
      versions: { [arn]: 'v2' },
      baselines: { [arn]: { versionId: 'v1', document: invoke('*') } },
    });
    expect(finding?.severity).toBe('medium');
    expect(finding?.message).not.toContain('needs');
  });

  test('says that a document is newer than the tables', () => {
    const [finding] = changesIn({
      ...account('A'),
      roles: [
        {
          ...roleWith('A'),
          managed: {
            [arnOf(FULL_ACCESS)]: {
              Version: '2012-10-17',
              Statement: { Effect: 'Allow', Action: 'sagemaker:*', Resource: '*' },
            },
          },
        },
      ],
      versions: { [arnOf(FULL_ACCESS)]: 'v30' },
    });
    expect(finding?.message).toMatch(
      /moved from v19 to v30 since 2026-06-01, with a document that the tables of \d{4}-\d\d-\d\d do not know: it /,
    );
  });
});
