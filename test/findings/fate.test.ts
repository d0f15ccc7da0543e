import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ActiveRecord } from '../../src/findings/head.ts';
import { toConfirm } from '../../src/findings/lens.ts';
import { observationsOf, retired } from '../../src/findings/observation.ts';
import { rules } from '../../src/findings/rules/index.ts';
import { transition } from '../../src/findings/transition.ts';
import { live, NOTHING_KNOWN, PLAIN } from '../support/lifecycle.ts';
import { type AccountJson, snapshotOf } from '../support/rule-cases.ts';

type Part = 'machines' | 'roles' | 'resourcePolicies';

/** An account as one run saw it and as the next one does, and what that says of the findings of one rule. */
interface FateCase {
  readonly title: string;
  readonly account: string;
  readonly rule: string;
  /** Parts of other accounts, and parts of its own, for the first run and for the second. */
  readonly from?: Readonly<Partial<Record<Part, string>>>;
  readonly before?: Partial<AccountJson>;
  readonly take?: Readonly<Partial<Record<Part, string>>>;
  readonly with?: Partial<AccountJson>;
  readonly only?: readonly string[];
  readonly fate: string;
}

interface FateCases {
  readonly accounts: Readonly<Record<string, AccountJson>>;
  readonly cases: readonly FateCase[];
}

const { accounts, cases } = JSON.parse(readFileSync('test/cases/lifecycle/fates.json', 'utf8')) as FateCases;

function accountOf(name: string, parts: FateCase['take'] = {}, more: Partial<AccountJson> = {}): AccountJson {
  const taken = Object.entries(parts).map(([part, other]) => [part, accounts[other]?.[part as Part]]);
  return { ...(accounts[name] as AccountJson), ...Object.fromEntries(taken), ...more };
}

/** What becomes of the findings of the rule, each once. */
function fatesOf(one: FateCase): readonly string[] {
  const before = accountOf(one.account, one.from, one.before);
  const after = accountOf(one.account, one.take, one.with);
  const { heads } = live(snapshotOf(before), NOTHING_KNOWN, before);
  const { entries } = live(snapshotOf(after), heads, after, one.only);
  const reasons = new Map(entries.map(({ subject, reason }) => [subject, reason]));
  const known = [...heads.values()].flatMap(({ findings }) => Object.entries(findings));
  const asked = known.filter(([, record]) => record.kind === 'active' && record.finding.ruleId === one.rule);
  return [...new Set(asked.map(([id]) => reasons.get(id) ?? 'open'))];
}

describe('a finding', () => {
  test.each(cases)('of $rule: $title: $fate', (one) => {
    expect(fatesOf(one)).toEqual([one.fate]);
  });

  test('of a rule that there is no more is over', () => {
    const account = accountOf('refused');
    const snapshot = snapshotOf(account);
    const measures = { pack: 'docs-2025', baselines: new Map(), only: [] } as const;
    const [observation] = observationsOf(snapshot, { findings: [], gaps: [] }, measures);
    const { heads } = live(snapshot, NOTHING_KNOWN, account);
    const [record] = Object.values(heads.get('us-east-1')?.findings ?? {}) as ActiveRecord[];
    const old = { ...record, finding: { ...record?.finding, ruleId: 'of-old' } } as ActiveRecord;
    expect(observation?.fateOf(old)).toEqual({ kind: 'over', reason: 'rule-retired' });
  });

  test('of a region that is audited no more is out of scope, and so are all others of it', () => {
    const account = accountOf('refused');
    const { heads } = live(snapshotOf(account), NOTHING_KNOWN, account);
    const head = heads.get('us-east-1');
    const gone = retired({ accountId: '111122223333', region: 'us-east-1' }, 'aws', '2026-12-01T06:00:00Z');
    const { entries } = transition(head, gone, PLAIN);
    expect(entries).toHaveLength(Object.keys(head?.findings ?? {}).length);
    expect(new Set(entries.map(({ reason }) => reason))).toEqual(new Set(['scope-retired']));
  });
});

test('what active findings speak of is to be confirmed', () => {
  const account = accountOf('refused');
  const { heads } = live(snapshotOf(account), NOTHING_KNOWN, account);
  expect(toConfirm([...heads.values()])).toEqual([
    'arn:aws:iam::111122223333:role/NightlyRole',
    'arn:aws:states:us-east-1:111122223333:stateMachine:nightly',
  ]);
});

test('any gap hides the findings of the rules that are known to be hidden by anything', () => {
  const byAny = rules.filter(({ scrutiny }) => scrutiny.reach === 'run').map(({ id }) => id);
  for (const id of ['managed-policy-copy-stale', 'suppression-invalid']) expect(byAny).toContain(id);
});
