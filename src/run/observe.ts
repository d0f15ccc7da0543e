import { reportOf } from '../audit.ts';
import type { Assessment } from '../findings/assessment.ts';
import type { Baselines } from '../findings/baselines.ts';
import { type Touched, touched } from '../findings/change.ts';
import { judgeAccount } from '../findings/judge-account.ts';
import type { Report } from '../findings/report.ts';
import { parseSnapshot, type Snapshot } from '../model/snapshot.ts';
import { version } from '../version.ts';
import type { AuditScope } from './run-options.ts';
import type { OpenSource, ReadRequest } from './source.ts';
import { unanswered } from './unanswered.ts';

/** What was read and what follows from it, whatever is remembered. */
export interface Observed extends Touched {
  readonly snapshot: Snapshot;
  readonly assessment: Assessment;
  readonly report: Report;
}

/** Reads an opened account, asking directly for what is to be confirmed, and audits it. */
export async function observe(
  opened: OpenSource,
  request: ReadRequest,
  baselines: Baselines,
  { accounts, only = [], changes, pack, suppressions = [], isPart = false, picture = false }: AuditScope,
): Promise<Observed> {
  const { files, fileTime } = await opened.read(request);
  const read = parseSnapshot(files, fileTime);
  const about = changes === undefined ? { asked: only } : touched(changes, read, request.confirm);
  // What was changed may be gone by now, or nothing that is audited: that it was not read hides nothing.
  const named = changes === undefined ? only : [];
  const snapshot = { ...read, gaps: [...read.gaps, ...unanswered(read, accounts, named)] };
  const options = { baselines, suppressions, isPart, picture, ...(pack === undefined ? {} : { pack }) };
  const assessment = judgeAccount(snapshot, options);
  const report = reportOf(snapshot, assessment, { only: about.asked, engineVersion: version });
  return { snapshot, assessment, report, ...about };
}
