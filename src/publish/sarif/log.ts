import type { Log, Run } from 'sarif';
import { type Finding, isOpen, SEVERITIES } from '../../findings/finding.ts';
import type { Report } from '../../findings/report.ts';
import { isAccountId } from '../misplaced.ts';
import { isSuccessful, NOTICES, notificationsOf } from './notifications.ts';
import { resultOf } from './result.ts';
import { descriptorsOf, entryIdOf } from './rules.ts';
import { sarifName } from './text.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * What a file tells: open findings first, then suppressed ones, the worst first. One that is over is not there: whoever
 * reads results takes each for a problem, and what GitHub finds no more it closes as fixed.
 */
export function toldFindings({ findings }: Report): readonly Finding[] {
  const told = findings.filter(({ status }) => status !== 'resolved');
  const rankOf = (finding: Finding): number =>
    (isOpen(finding) ? 0 : SEVERITIES.length) + SEVERITIES.indexOf(finding.severity);
  return told.sort((left, right) => rankOf(left) - rankOf(right));
}

/** A log of one run with these of the report's findings; `leftOut`: how many more there are. */
export function logOf(report: Report, findings: readonly Finding[], leftOut: number): Log {
  return { $schema: SCHEMA, version: '2.1.0', runs: [runOf(report, findings, leftOut)] };
}

function runOf(report: Report, findings: readonly Finding[], leftOut: number): Run {
  const { engine, accountId, runId } = report;
  const entries = descriptorsOf(findings);
  const places = new Map([...entries.keys()].map((id, index) => [id, index]));
  const isCompared = report.findings.some(({ status }) => status !== 'new' && status !== 'suppressed');
  const context = {
    accountId,
    isCompared,
    ruleId: entryIdOf,
    ruleIndex: (finding: Finding) => places.get(entryIdOf(finding)) ?? -1,
    hasSuppressions: findings.some(({ status }) => status === 'suppressed'),
  };
  return {
    tool: {
      driver: {
        name: 'Plumbline',
        version: engine.version,
        semanticVersion: engine.version,
        rules: [...entries.values()],
        notifications: [...NOTICES],
      },
    },
    // GitHub keeps the results of each category apart: all before the last slash, here that of an account.
    automationDetails: {
      id: `plumbline/${isAccountId(accountId) ? accountId : 'unknown-account'}/${runId.replace(/[^\w-]/g, '_') || 'run'}`,
    },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: isSuccessful(report),
        toolExecutionNotifications: notificationsOf(report, leftOut),
      },
    ],
    results: findings.map((finding) => resultOf(finding, context)),
    properties: {
      account: sarifName(accountId),
      regions: report.regions.map(sarifName),
      takenAt: sarifName(report.takenAt),
      coverageComplete: report.coverage.complete,
    },
  };
}
