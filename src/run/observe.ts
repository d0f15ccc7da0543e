import { reportOf } from '../audit.ts';
import type { Assessment } from '../findings/assessment.ts';
import type { Baselines } from '../findings/baselines.ts';
import { judgeAccount } from '../findings/judge-account.ts';
import type { Report } from '../findings/report.ts';
import { parseSnapshot, type Snapshot } from '../model/snapshot.ts';
import { version } from '../version.ts';
import type { AuditScope } from './run-options.ts';
import type { OpenSource, ReadRequest } from './source.ts';
import { unanswered } from './unanswered.ts';

/** What was read and what follows from it, whatever is remembered. */
export interface Observed {
  readonly snapshot: Snapshot;
  readonly assessment: Assessment;
  readonly report: Report;
}

/** Reads an opened account, asking directly for what is to be confirmed, and audits it. */
export async function observe(
  opened: OpenSource,
  request: ReadRequest,
  baselines: Baselines,
  { accounts, only = [], pack, suppressions = [], isPart = false }: AuditScope,
): Promise<Observed> {
  const { files, fileTime } = await opened.read(request);
  const read = parseSnapshot(files, fileTime);
  const snapshot = { ...read, gaps: [...read.gaps, ...unanswered(read, accounts, only)] };
  const options = { baselines, suppressions, isPart, ...(pack === undefined ? {} : { pack }) };
  const assessment = judgeAccount(snapshot, options);
  return { snapshot, assessment, report: reportOf(snapshot, assessment, { only, engineVersion: version }) };
}
