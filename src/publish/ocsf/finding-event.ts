import type { Finding, Status } from '../../findings/finding.ts';
import type { Report } from '../../findings/report.ts';
import { safeUrl } from '../escape.ts';
import { analysisOf, complianceOf } from './analysis.ts';
import { COMPLIANCE, classOf } from './classes.ts';
import { type Frame, frameOf, type OcsfObject, present, timeOf, wordsOf } from './frame.ts';
import { resourcesOf } from './resources.ts';

/** Part of a policy is none. */
const LONGEST_POLICY = 20_000;

const LIVES: Readonly<Record<Status, Pick<Frame, 'activity' | 'status'>>> = {
  new: { activity: 1, status: 1 },
  reopened: { activity: 1, status: 1 },
  active: { activity: 2, status: 1 },
  changed: { activity: 2, status: 1 },
  suppressed: { activity: 2, status: 3 },
  resolved: { activity: 3, status: 4 },
};

/** A finding as an event of the one class that it belongs to. */
export function findingEvent(finding: Finding, report: Report): OcsfObject {
  const { id, ruleId, severity, message, status, region } = finding;
  const of = classOf(finding);
  const isConfirmed = finding.confidence === 'confirmed';
  return present({
    ...frameOf(report, { of, ...LIVES[status], severity, region, subject: id, code: ruleId, message }),
    status_detail: finding.resolvedReason?.replace('-', ' '),
    comment: commentOf(finding),
    confidence_id: isConfirmed ? 3 : 2,
    confidence: isConfirmed ? 'High' : 'Medium',
    finding_info: infoOf(finding, of === COMPLIANCE ? 'Permission Check' : 'Excess Permission'),
    resources: resourcesOf(finding),
    remediation: present({
      desc: wordsOf(finding.remedy.text, ruleId),
      references: finding.references.flatMap((page) => safeUrl(page) ?? []),
    }),
    ...(of === COMPLIANCE ? complianceOf(finding) : analysisOf(finding)),
    unmapped: unmappedOf(finding),
  });
}

/** Who has accepted the finding, and why. */
function commentOf({ suppression }: Finding): string | undefined {
  if (suppression === undefined) return undefined;
  const { reason, owner, expires } = suppression;
  return wordsOf(`${reason} (${owner}, until ${expires})`);
}

function infoOf(finding: Finding, type: string): OcsfObject {
  const { id, ruleId, title, message, firstSeen, lastSeen, references, change } = finding;
  const [page] = references.flatMap((each) => safeUrl(each) ?? []);
  return present({
    uid: wordsOf(id),
    title: wordsOf(title, ruleId),
    desc: wordsOf(message, ruleId),
    types: [type],
    first_seen_time: timeOf(firstSeen),
    last_seen_time: timeOf(lastSeen),
    created_time: timeOf(firstSeen),
    analytic: { uid: wordsOf(ruleId), name: wordsOf(title, ruleId), type_id: 1, type: 'Rule' },
    src_url: page,
    tags:
      change === undefined
        ? []
        : [{ name: 'changed_by', value: wordsOf(`${change.by} (${change.event}, ${change.at})`) }],
  });
}

/** What has no place in the class. */
function unmappedOf({ remedy, contentDigest, because }: Finding): OcsfObject {
  const hasRoom = JSON.stringify(remedy.policy ?? null).length <= LONGEST_POLICY;
  return present({
    content_digest: contentDigest,
    because_count: because.length,
    remedy_policy: hasRoom ? remedy.policy : undefined,
  });
}
