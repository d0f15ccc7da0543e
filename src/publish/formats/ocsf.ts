import { jsonEscape, spelledOut } from '../../findings/printable.ts';
import type { Format } from '../format.ts';
import { findingEvent } from '../ocsf/finding-event.ts';
import type { OcsfObject } from '../ocsf/frame.ts';
import { gapEvent } from '../ocsf/gap-event.ts';

/**
 * Events of the Open Cybersecurity Schema Framework 1.6.0, one line of JSON for each: as Firehose, Athena, OpenSearch and
 * collectors of logs read them. What was not audited follows the findings.
 * https://schema.ocsf.io/1.6.0
 */
export const ocsf: Format = {
  name: 'ocsf',
  render: (report) =>
    [
      ...report.findings.map((finding) => lineOf(findingEvent(finding, report))),
      ...report.coverage.gaps.map((gap) => lineOf(gapEvent(gap, report))),
    ].join(''),
};

function lineOf(event: OcsfObject): string {
  return `${spelledOut(JSON.stringify(event), jsonEscape)}\n`;
}
