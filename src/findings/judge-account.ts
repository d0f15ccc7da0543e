import type { Pack } from '../expected/grant.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Assessment } from './assessment.ts';
import { type Baselines, NO_BASELINES } from './baselines.ts';
import { type Account, evidenceOf } from './evidence.ts';
import { gapsOf, joinGaps } from './gaps.ts';
import { gatherEvidence } from './gather.ts';
import { joinFindings, judge } from './judge.ts';
import { joinPictures, picturePart } from './make-picture.ts';
import { rules } from './rules/index.ts';
import { suppressionInvalid } from './rules/suppression-invalid.ts';
import type { DeclaredSuppression } from './suppression.ts';
import { checkSuppressions, familiesOf } from './suppression-checks.ts';

export interface JudgeOptions {
  /** The dated templates to hold roles against. */
  readonly pack?: Pack;
  /** What AWS managed policies said at an earlier time; without it nothing is known of how they changed. */
  readonly baselines?: Baselines;
  /** What somebody has decided not to be told of: entries that are of no use are findings of their own. */
  readonly suppressions?: readonly DeclaredSuppression[];
  /** True where fewer regions were read than are audited at other times. */
  readonly isPart?: boolean;
  /** True where the report is to show the roles and what binds them together, beside what is found. */
  readonly picture?: boolean;
}

/** All that is found and all that is open, part by part; what is said of suppressions depends on the rest. */
export function judgeAccount(snapshot: Snapshot, options: JudgeOptions): Assessment {
  const { pack = 'docs-2025', baselines = NO_BASELINES, suppressions = [], isPart = false } = options;
  const judged = [];
  const unknown = [];
  const families = [];
  const pictured = [];
  let account: Account | undefined;
  for (const part of gatherEvidence(snapshot, pack, baselines)) {
    judged.push(judge(part, rules, snapshot.takenAt));
    unknown.push(gapsOf(part));
    if (suppressions.length > 0) families.push(...familiesOf(part));
    if (options.picture === true) pictured.push(picturePart(part));
    account = part.account;
  }
  const findings = joinFindings(judged);
  const gaps = joinGaps(snapshot.gaps, unknown);
  const beside = options.picture === true ? { picture: joinPictures(pictured) } : {};
  if (account === undefined || suppressions.length === 0) return { findings, gaps, ...beside };
  const audited = { account, findings, gaps, families, isPart, hasBaselines: baselines.size > 0 };
  const last = evidenceOf(account, { suppressions: [...checkSuppressions(suppressions, audited)] });
  return {
    findings: joinFindings([findings, judge(last, [suppressionInvalid], snapshot.takenAt)]),
    gaps: joinGaps(gaps, [gapsOf(last)]),
    ...beside,
  };
}
