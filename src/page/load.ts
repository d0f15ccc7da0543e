import type { Finding } from '../findings/finding.ts';
import type { Report } from '../findings/report.ts';
import type { PageData, Row } from './data.ts';

/** The report that the document carries. */
export function loadData(document: Document): PageData {
  const report = JSON.parse(document.getElementById('report')?.textContent ?? '{}') as Report;
  const { findings, picture, ...head } = report;
  return {
    head,
    rows: async () => findings.map(rowOf),
    finding: async (at) => {
      const finding = findings[at];
      if (finding === undefined) throw new Error(`there is no finding ${at}`);
      return finding;
    },
    role: async (arn) => picture?.roles.find((role) => role.arn === arn),
    links: async () => picture?.links ?? [],
  };
}

function rowOf(finding: Finding, at: number): Row {
  const { id, ruleId, severity, status, confidence, message, region, resource, role, because } = finding;
  const names = because.map((line) => line.stateMachine ?? line.resource ?? '');
  return {
    at,
    id,
    ruleId,
    severity,
    status,
    confidence,
    message,
    region,
    resource: resource.arn,
    role: role.arn,
    roleName: role.name,
    because: [...new Set(names)],
  };
}
