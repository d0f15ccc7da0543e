import type { Gap } from '../model/coverage.ts';
import type { Finding, Severity } from './finding.ts';
import type { Picture } from './picture.ts';

/** The data tables an audit was made with. */
export interface DataTable {
  readonly name: string;
  readonly version: string;
  readonly date: string;
}

export interface Summary {
  readonly stateMachines: number;
  readonly roles: number;
  /** Without those that are resolved or suppressed. */
  readonly findings: Readonly<Record<Severity, number>>;
  readonly new: number;
  readonly changed: number;
  readonly resolved: number;
  readonly suppressed: number;
}

/** The outcome of one audit; `docs/schema/report.json` is its JSON Schema. The same snapshot gives the same bytes. */
export interface Report {
  readonly schemaVersion: 1;
  readonly engine: { readonly version: string; readonly data: readonly DataTable[] };
  readonly partition: string;
  readonly accountId: string;
  readonly regions: readonly string[];
  readonly takenAt: string;
  readonly runId: string;
  readonly summary: Summary;
  readonly coverage: { readonly complete: boolean; readonly gaps: readonly Gap[] };
  readonly findings: readonly Finding[];
  /** Only where it was asked for. */
  readonly picture?: Picture;
}
