import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../src/findings/finding.ts';
import { rules } from '../src/findings/rules/index.ts';
import type { Gap } from '../src/model/coverage.ts';
import { aboveInfo } from './support/above-info.ts';
import { proofOf, replay } from './support/replay.ts';
import {
  type AccountJson,
  auditOf,
  baselinesOf,
  lineOf,
  readRuleCases,
  snapshotOf,
} from './support/rule-cases.ts';

/** A finding by its line and by the request that shows it. */
interface PinnedFinding {
  readonly line: string;
  readonly action: string;
  readonly resource: string;
}

/** An account around a definition as people publish them, and what an audit must say of it. */
interface Shape extends AccountJson {
  readonly title: string;
  /** Where such a definition is typically found. */
  readonly shape: string;
  /** What is typically wrong with its role. */
  readonly mistake: string;
  /** All above info, in the order of the report. */
  readonly findings: readonly PinnedFinding[];
  readonly gaps: readonly Pick<Gap, 'kind' | 'why'>[];
}

const FOLDER = join(import.meta.dirname, 'accounts');

const SHAPES = readdirSync(FOLDER)
  .toSorted()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Shape) }));

describe.each(SHAPES)('$file: $title', (shape) => {
  test('gives the findings of its mistake and no other', () => {
    const { findings } = auditOf(shape);
    expect(aboveInfo(findings).map(pinned)).toEqual(shape.findings);
  });

  test('has the gaps that it must have', () => {
    const { gaps } = auditOf(shape).coverage;
    expect(gaps.map(({ kind, why }) => ({ kind, why }))).toEqual(shape.gaps);
  });

  test('proves every finding by a request', () => {
    const snapshot = snapshotOf(shape);
    const baselines = baselinesOf(shape);
    for (const finding of auditOf(shape).findings)
      expect(replay(snapshot, finding, baselines, shape.pack)).toBe(proofOf(finding));
  });
});

test('there are shapes enough, some of them with a role that is right', () => {
  expect(SHAPES.length).toBeGreaterThanOrEqual(20);
  expect(SHAPES.filter(({ findings }) => findings.length === 0).length).toBeGreaterThanOrEqual(5);
});

test('every rule has something to say of a shape that was seen in the wild', () => {
  const told = new Set(SHAPES.flatMap((shape) => auditOf(shape).findings.map(({ ruleId }) => ruleId)));
  // A case of the rule itself may be one: it says where it was seen.
  for (const { rule, reject } of readRuleCases())
    if (reject.some(({ why }) => why !== undefined)) told.add(rule);
  // Of a file beside the account.
  told.add('suppression-invalid');
  expect([...told].sort()).toEqual(rules.map(({ id }) => id));
});

function pinned(finding: Finding): PinnedFinding {
  const { action = '', resource = '' } = finding.witness ?? {};
  return { line: lineOf(finding), action, resource };
}
