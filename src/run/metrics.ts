import { Metrics } from '@aws-lambda-powertools/metrics';
import { readEnvironment, serviceNameFrom } from '../config/config.ts';
import type { OrganizationSummary } from './organization/summary.ts';
import type { OutboxCount } from './outbox-count.ts';
import type { Outcome } from './run-options.ts';

const NAMESPACE = 'Plumbline';

export interface Metric {
  readonly name: string;
  readonly unit: 'Count' | 'Percent';
  readonly value: number;
}

/** What an audit of everything says of itself; nothing where it committed nothing. */
export function auditMetrics({
  report: { summary },
  health,
  problems,
}: Pick<Outcome, 'report' | 'health' | 'problems'>): readonly Metric[] {
  if (health === undefined) return [];
  const { isCommitted, percentRead, outbox } = health;
  return measuresOf({
    isCommitted,
    percentRead,
    outbox,
    findings: summary.findings,
    changes: summary,
    problems,
  });
}

/** The same of a run over many accounts, when it ends. An account that did not end brings the coverage down. */
export function organizationMetrics(summary: RunSummary): readonly Metric[] {
  return measuresOf({ ...summary, isCommitted: true });
}

type RunSummary = Pick<OrganizationSummary, 'percentRead' | 'outbox' | 'findings' | 'changes' | 'problems'>;

interface Measured extends RunSummary {
  readonly isCommitted: boolean;
}

function measuresOf({
  isCommitted,
  percentRead,
  outbox,
  findings,
  changes,
  problems,
}: Measured): readonly Metric[] {
  return [
    count('AuditCompleted', isCommitted ? 1 : 0),
    { name: 'Coverage', unit: 'Percent', value: percentRead },
    count('FindingsCritical', findings.critical),
    count('FindingsHigh', findings.high),
    count('FindingsMedium', findings.medium),
    count('FindingsLow', findings.low),
    count('FindingsInfo', findings.info),
    count('FindingsNew', changes.new),
    count('FindingsResolved', changes.resolved),
    ...outboxMetrics(outbox),
    count('Problems', problems.length),
  ];
}

export function outboxMetrics({ waiting, dead }: OutboxCount): readonly Metric[] {
  return [count('EntriesWaiting', waiting), count('EntriesDead', dead)];
}

function count(name: string, value: number): Metric {
  return { name, unit: 'Count', value };
}

/** Writes metrics of one moment. */
export type Emit = (measured: readonly Metric[]) => void;

/**
 * Each call is one line of the log, of which CloudWatch makes metrics. Their only dimension is the installation: names of the
 * account have no place in them. A setting that makes no sense is refused here, before anything is read.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function openMetrics(): Emit {
  const serviceName = serviceNameFrom(readEnvironment());
  const metrics = new Metrics({ namespace: NAMESPACE, serviceName });
  return (measured) => {
    for (const { name, unit, value } of measured) metrics.addMetric(name, unit, value);
    if (measured.length > 0) metrics.publishStoredMetrics();
  };
}
