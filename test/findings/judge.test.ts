import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/findings/evidence.ts';
import { type Finding, SEVERITIES } from '../../src/findings/finding.ts';
import { gatherEvidence } from '../../src/findings/gather.ts';
import { joinFindings, judge } from '../../src/findings/judge.ts';
import type { Rule, Violation } from '../../src/findings/rule.ts';
import { rules } from '../../src/findings/rules/index.ts';
import { ANY } from '../../src/findings/scrutiny.ts';
import { parseSnapshot } from '../../src/model/snapshot.ts';
import { readAccount } from '../support/accounts.ts';
import { auditOf, filesOf, TAKEN_AT } from '../support/rule-cases.ts';

const MESSY = readAccount('messy');
const [EMPTY] = [...gatherEvidence(parseSnapshot(new Map(), TAKEN_AT), 'docs-2025')] as [Evidence];

/** A violation of whom nobody has heard. */
function violation(overrides: Partial<Violation>): Violation {
  return {
    subject: {},
    severity: 'low',
    confidence: 'confirmed',
    message: 'something is the matter',
    region: 'global',
    resource: { arn: 'arn:aws:iam::111122223333:role/a', type: 'AWS::IAM::Role' },
    role: { arn: 'arn:aws:iam::111122223333:role/a', name: 'a' },
    because: [],
    cure: { kind: 'tell', text: 'Mend it' },
    ...overrides,
  };
}

function ruleOf(id: string, violations: readonly Violation[]): Rule {
  return {
    id,
    title: id,
    severity: 'high',
    topic: 'task',
    why: 'because',
    remedy: 'mend it',
    references: ['https://docs.aws.amazon.com/'],
    scrutiny: ANY,
    check: () => violations,
  };
}

/** What an audit makes of one part. */
function judgeAll(rulesAsked: readonly Rule[]): readonly Finding[] {
  return joinFindings([judge(EMPTY, rulesAsked, TAKEN_AT)]);
}

describe('judge', () => {
  test('sorts by severity, rule, resource and action', () => {
    const at = (name: string) => ({ arn: `arn:aws:iam::111122223333:role/${name}`, type: 'AWS::IAM::Role' });
    const asks = (action: string) => ({ action, resource: '*', context: {} });
    const findings = judgeAll([
      ruleOf('b-rule', [violation({ severity: 'high' }), violation({ severity: 'critical', subject: 1 })]),
      ruleOf('a-rule', [
        violation({ resource: at('b') }),
        violation({ witness: asks('s:B') }),
        violation({ witness: asks('s:A'), subject: 2 }),
        violation({ severity: 'high', subject: 3 }),
      ]),
    ]);
    expect(findings.map(lineOf)).toEqual([
      'critical b-rule a -',
      'high a-rule a -',
      'high b-rule a -',
      'low a-rule a s:A',
      'low a-rule a s:B',
      'low a-rule b -',
    ]);
  });

  test('tells the same subject once, and keeps subjects apart', () => {
    const findings = judgeAll([
      ruleOf('rule', [violation({}), violation({ message: 'again' }), violation({ subject: { x: 1 } })]),
    ]);
    expect(findings.map(({ message }) => message).toSorted()).toEqual([
      'something is the matter',
      'something is the matter',
    ]);
  });

  test('takes the role into the identity of what is said of a state machine', () => {
    const machine = { arn: 'arn:aws:states:us-east-1:111122223333:stateMachine:m', type: 'machine' };
    const withRole = (name: string) => violation({ resource: machine, role: { arn: `role/${name}`, name } });
    expect(judgeAll([ruleOf('rule', [withRole('a'), withRole('b'), withRole('a')])])).toHaveLength(2);
  });

  test('gives every finding its beginning in the time of the snapshot', () => {
    const [finding] = judgeAll([ruleOf('rule', [violation({})])]);
    expect(finding).toMatchObject({ status: 'new', firstSeen: TAKEN_AT, lastSeen: TAKEN_AT });
    expect(finding).not.toHaveProperty('witness');
    expect(finding).not.toHaveProperty('statement');
  });

  test('says nothing of an empty account', () => {
    expect(judgeAll(rules)).toEqual([]);
  });
});

describe('an audit', () => {
  test('gives the same bytes for the same account', () => {
    expect(JSON.stringify(auditOf(MESSY))).toBe(JSON.stringify(auditOf(structuredClone(MESSY))));
  });

  test('lists the worst first', () => {
    const ranks = auditOf(MESSY).findings.map(({ severity }) => SEVERITIES.indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
    expect(ranks.length).toBeGreaterThan(5);
  });

  test('does not depend on the order in which files were read', () => {
    const turned = new Map([...filesOf(MESSY)].toReversed());
    expect(parseSnapshot(turned, TAKEN_AT).roles).toEqual(parseSnapshot(filesOf(MESSY), TAKEN_AT).roles);
  });
});

function lineOf({ severity, ruleId, resource, witness }: Finding): string {
  return `${severity} ${ruleId} ${resource.arn.slice(resource.arn.lastIndexOf('/') + 1)} ${witness?.action ?? '-'}`;
}
