import type { Location, LogicalLocation, Result, Suppression } from 'sarif';
import type { BecauseLine, Finding, Status } from '../../findings/finding.ts';
import { SUPPRESSION_TYPE } from '../../findings/suppression.ts';
import { shortLine } from '../clip.ts';
import { instantOf } from '../instant.ts';
import { markdownPolicy, markdownProse } from '../markdown-text.ts';
import { placeAt, placeOf } from './place.ts';
import { LEVELS } from './severity.ts';
import { LONGEST, sarifName, sarifText } from './text.ts';

/** GitHub shows 100 of them, and takes 1,000. */
const MOST_RELATED = 20;
/** Part of a policy is none. */
const LONGEST_POLICY = 20_000;
const MOST_KEYS = 20;

/** What all results of one run share. */
export interface RunOfResults {
  readonly accountId: string;
  readonly ruleId: (finding: Finding) => string;
  readonly ruleIndex: (finding: Finding) => number;
  /** True where an earlier run is known. */
  readonly isCompared: boolean;
  /** True where one of the results is suppressed: then each of them has to say whether it is. */
  readonly hasSuppressions: boolean;
}

/** A finding that is not over, as a result of SARIF. */
export function resultOf(finding: Finding, run: RunOfResults): Result {
  const { id, severity } = finding;
  const related = relatedLocations(finding, run.accountId);
  return {
    ruleId: run.ruleId(finding),
    ruleIndex: run.ruleIndex(finding),
    kind: 'fail',
    level: LEVELS[severity],
    message: {
      text: sarifText(finding.message, LONGEST.message, finding.ruleId),
      markdown: markdownOf(finding),
    },
    locations: [locationOf(finding, run.accountId)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: {
      'plumblineFindingId/v1': sarifName(id),
      // Of a line that is always the first one; GitHub looks at no other fingerprint.
      primaryLocationLineHash: `${sarifName(id)}:1`,
    },
    ...(run.isCompared ? { baselineState: BASELINE_STATES[finding.status] } : {}),
    ...(run.hasSuppressions ? { suppressions: suppressionsOf(finding) } : {}),
    ...provenanceOf(finding),
    properties: propertiesOf(finding),
  };
}

const BASELINE_STATES = {
  new: 'new',
  reopened: 'new',
  active: 'unchanged',
  suppressed: 'unchanged',
  changed: 'updated',
  resolved: 'absent',
} as const satisfies Record<Status, Result.baselineState>;

function markdownOf({ message, remedy }: Finding): string {
  const parts = [markdownProse(shortLine(message, LONGEST.message))];
  if (remedy.text.trim() !== '')
    parts.push(`**Remedy:** ${markdownProse(shortLine(remedy.text, LONGEST.message))}`);
  const policy = remedy.policy === undefined ? '' : markdownPolicy(remedy.policy);
  if (policy !== '' && policy.length <= LONGEST_POLICY) parts.push(policy);
  return parts.join('\n\n') || 'unknown';
}

function locationOf({ resource, role }: Finding, accountId: string): Location {
  const isSuppression = resource.type === SUPPRESSION_TYPE;
  const arns = [...new Set([role.arn, resource.arn])];
  return {
    physicalLocation: isSuppression ? placeAt('plumbline.suppressions.json') : placeOf(role.arn, accountId),
    logicalLocations: arns.map(logicalLocation),
  };
}

function logicalLocation(arn: string): LogicalLocation {
  return { fullyQualifiedName: sarifName(arn), kind: 'resource' };
}

/** The states and resources behind a finding. */
function relatedLocations({ because }: Finding, accountId: string): Location[] {
  const lines = new Map(because.map((line) => [JSON.stringify([arnOf(line), line.state]), line]));
  return [...lines.values()].slice(0, MOST_RELATED).map((line, index) => ({
    id: index + 1,
    message: { text: sarifText(`${line.state} (${line.integration})`, LONGEST.description) },
    physicalLocation: placeOf(arnOf(line), accountId),
    logicalLocations: [logicalLocation(arnOf(line))],
  }));
}

function arnOf({ stateMachine, resource }: BecauseLine): string {
  return stateMachine ?? resource ?? '';
}

function suppressionsOf({ status, suppression }: Finding): Suppression[] {
  if (status !== 'suppressed') return [];
  if (suppression === undefined) return [{ kind: 'external', status: 'accepted' }];
  const { reason, owner, expires } = suppression;
  return [
    {
      kind: 'external',
      status: 'accepted',
      justification: sarifText(`${reason} (${owner}, until ${expires})`),
    },
  ];
}

function provenanceOf({ firstSeen, lastSeen }: Finding): Pick<Result, 'provenance'> {
  const [first, last] = [firstSeen, lastSeen].map(instantOf);
  if (first === undefined || last === undefined) return {};
  return {
    provenance: {
      firstDetectionTimeUtc: new Date(first).toISOString(),
      lastDetectionTimeUtc: new Date(last).toISOString(),
    },
  };
}

/** What has no place in the format. */
function propertiesOf(finding: Finding): Result['properties'] {
  const { witness, remedy, because, role, resource } = finding;
  const hasRoom = JSON.stringify(remedy.policy ?? null).length <= LONGEST_POLICY;
  return {
    severity: finding.severity,
    confidence: finding.confidence,
    status: finding.status,
    region: sarifName(finding.region),
    role: sarifName(role.name),
    resourceType: sarifName(resource.type),
    because: because.length,
    ...(witness === undefined
      ? {}
      : {
          witness: {
            action: sarifName(witness.action),
            resource: sarifName(witness.resource),
            context: Object.fromEntries(
              Object.entries(witness.context)
                .slice(0, MOST_KEYS)
                .map(([key, values]) => [sarifName(key), values.slice(0, MOST_KEYS).map(sarifName)]),
            ),
          },
        }),
    remedy: sarifText(remedy.text, LONGEST.message, finding.ruleId),
    ...(remedy.policy === undefined || !hasRoom ? {} : { remedyPolicy: remedy.policy }),
  };
}
