import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit.ts';
import { parseSuppressions } from '../../src/config/suppressions-file.ts';
import type { Report } from '../../src/findings/report.ts';
import { type AccountJson, baselinesOf, snapshotOf } from '../support/rule-cases.ts';

const ROLE = 'arn:aws:iam::111122223333:role/NightlyRole';
const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:nightly';
const DONE = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } };

/** A state machine that needs nothing, with a role that allows nothing: nothing is found. */
const QUIET: AccountJson = {
  regions: ['us-east-1', 'eu-west-1'],
  machines: [{ name: 'nightly', role: 'NightlyRole', definition: DONE }],
  roles: [{ name: 'NightlyRole' }],
};

function entry(overrides: object = {}): object {
  return {
    rule: 'permission-excess',
    resource: ROLE,
    reason: 'a known risk',
    owner: 'ml-platform',
    expires: '2027-01-31',
    ...overrides,
  };
}

function reportOn(
  account: AccountJson,
  entries: readonly object[],
  options: { readonly isPart?: boolean; readonly only?: readonly string[] } = {},
): Report {
  return audit(snapshotOf(account), {
    engineVersion: '0.0.0-test',
    baselines: baselinesOf(account),
    suppressions: parseSuppressions({ suppressions: entries }, 'suppressions.json'),
    ...options,
  });
}

/** `finding`: an entry is said to match nothing; `gap`: whether it does is open; `silence`: neither. */
function answerOn(...args: Parameters<typeof reportOn>): string {
  const { findings, coverage } = reportOn(...args);
  if (findings.some(({ ruleId }) => ruleId === 'suppression-invalid')) return 'finding';
  return coverage.gaps.some(({ source }) => source === 'suppressions') ? 'gap' : 'silence';
}

function withGap(gap: object): AccountJson {
  return { ...QUIET, coverage: [{ kind: 'failed', why: 'cut off', ...gap }] };
}

describe('an entry that matches nothing', () => {
  test('is told where everything was read', () => {
    expect(answerOn(QUIET, [entry()])).toBe('finding');
    expect(answerOn(QUIET, [entry({ resource: MACHINE })])).toBe('finding');
    expect(answerOn(QUIET, [entry({ resource: 'arn:aws:iam::*:role/Night*' })])).toBe('finding');
  });

  test('is open where only a part was read, and no matter where a part was asked about', () => {
    expect(answerOn(QUIET, [entry()], { isPart: true })).toBe('gap');
    expect(answerOn(QUIET, [entry()], { only: [ROLE] })).toBe('silence');
  });

  const east = { source: 'states:ListStateMachines', region: 'us-east-1' };
  const west = { source: 'states:ListStateMachines', region: 'eu-west-1' };
  const unread = { source: 'sagemaker:DescribeModel', resource: 'arn:aws:sagemaker:x', region: 'eu-west-1' };
  const roles = { source: 'iam:GetAccountAuthorizationDetails', region: 'global' };
  test.each([
    ['a list of its region was not read', MACHINE, east, 'gap'],
    ['a list of another region was not read', MACHINE, west, 'finding'],
    ['a resource of another region was not read', MACHINE, unread, 'finding'],
    ['its region may be any', 'arn:aws:states:*:111122223333:stateMachine:nightly', west, 'gap'],
    ['a role has no region', ROLE, west, 'gap'],
    ['what was not read may use the role', ROLE, unread, 'gap'],
    ['the roles were not read', MACHINE, roles, 'gap'],
    ['the role itself was not read whole', ROLE, { ...roles, resource: ROLE }, 'gap'],
    ['the role of its state machine was not read whole', MACHINE, { ...roles, resource: ROLE }, 'gap'],
  ])('%s', (_, resource, gap, answer) => {
    expect(answerOn(withGap(gap), [entry({ resource })])).toBe(answer);
  });

  test('is told of one role whatever became of another', () => {
    const account = {
      ...QUIET,
      roles: [{ name: 'NightlyRole' }, { name: 'Other', policies: { p: 'no policy' } }],
    };
    expect(answerOn(account, [entry()])).toBe('finding');
    expect(answerOn(account, [entry({ resource: ROLE.replace('NightlyRole', 'Other') })])).toBe('gap');
  });

  test('is no matter of this account, or of these regions, where it names others', () => {
    const account = 'arn:aws:iam::444455556666:role/NightlyRole';
    const region = 'arn:aws:states:ap-south-1:111122223333:stateMachine:nightly';
    expect(answerOn(QUIET, [entry({ resource: account }), entry({ resource: region })])).toBe('silence');
  });

  test('is open for changes of AWS managed policies until something is remembered of them', () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonSageMakerFullAccess';
    const change = entry({ rule: 'managed-policy-changed', resource: arn });
    const baselines = { [arn]: { document: 'AmazonSageMakerFullAccess@v19' } };
    expect(answerOn(QUIET, [change])).toBe('gap');
    expect(answerOn({ ...QUIET, baselines }, [change])).toBe('finding');
  });
});

describe('the finding about an entry', () => {
  const expired = entry({ expires: '2026-11-01' });

  test('is the same in whatever place of the file the entry stands', () => {
    const idsOf = (entries: readonly object[]) => reportOn(QUIET, entries).findings.map(({ id }) => id);
    const others = [entry({ resource: MACHINE, expires: '2026-11-01' }), expired];
    expect(idsOf(others)).toEqual(idsOf(others.toReversed()));
    expect(new Set(idsOf(others)).size).toBe(2);
  });

  test('stands once for an entry that is there twice', () => {
    expect(reportOn(QUIET, [expired, expired]).findings).toHaveLength(1);
  });

  test('carries the entry in the place of a role', () => {
    const [finding] = reportOn(QUIET, [expired]).findings;
    const arn = `suppression:permission-excess:${ROLE}`;
    expect(finding).toMatchObject({
      region: 'global',
      resource: { arn, type: 'Plumbline::Suppression' },
      role: { arn },
    });
  });
});
