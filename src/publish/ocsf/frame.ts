import type { Severity } from '../../findings/finding.ts';
import type { Report } from '../../findings/report.ts';
import { shortLine } from '../clip.ts';
import { instantOf } from '../instant.ts';
import { isRegion } from '../misplaced.ts';
import type { OcsfClass } from './classes.ts';

/** An attribute of OCSF and what it holds. */
export type OcsfObject = Readonly<Record<string, unknown>>;

const OCSF_VERSION = '1.6.0';

export const ACTIVITIES = { 1: 'Create', 2: 'Update', 3: 'Close', 99: 'Not Evaluated' } as const;
export const STATUSES = { 1: 'New', 3: 'Suppressed', 4: 'Resolved', 99: 'Not Evaluated' } as const;

const SEVERITY_IDS = {
  critical: [5, 'Critical'],
  high: [4, 'High'],
  medium: [3, 'Medium'],
  low: [2, 'Low'],
  info: [1, 'Informational'],
} as const satisfies Record<Severity, readonly [id: number, name: string]>;

/** What an event is beside what it says. */
export interface Frame {
  readonly of: OcsfClass;
  readonly activity: keyof typeof ACTIVITIES;
  readonly status: keyof typeof STATUSES;
  readonly severity: Severity;
  readonly region: string;
  /** Of what the event is about; with the run it names the event. */
  readonly subject: string;
  readonly code: string;
  readonly message: string;
}

/** The attributes that every event has, in the profile `cloud`; times are in milliseconds. */
export function frameOf(report: Report, frame: Frame): OcsfObject {
  const { of, activity, status, severity } = frame;
  const [severityId, severityName] = SEVERITY_IDS[severity];
  const activityName = ACTIVITIES[activity];
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: of.uid,
    class_name: of.name,
    activity_id: activity,
    activity_name: activityName,
    type_uid: of.uid * 100 + activity,
    type_name: `${of.name}: ${activity === 99 ? 'Other' : activityName}`,
    time: timeOf(report.takenAt) ?? 0,
    severity_id: severityId,
    severity: severityName,
    status_id: status,
    status: STATUSES[status],
    message: wordsOf(frame.message, frame.code),
    metadata: {
      version: OCSF_VERSION,
      profiles: ['cloud'],
      uid: wordsOf(`${frame.subject}:${report.runId}`),
      correlation_uid: wordsOf(report.runId),
      event_code: wordsOf(frame.code),
      product: { name: 'Plumbline', vendor_name: 'Plumbline', version: wordsOf(report.engine.version) },
    },
    cloud: {
      provider: 'AWS',
      account: { uid: wordsOf(report.accountId), type: 'AWS Account', type_id: 10 },
      cloud_partition: wordsOf(report.partition),
      ...(isRegion(frame.region) ? { region: frame.region } : {}),
    },
  };
}

const LONGEST = 8_000;

/** A text of the account: one line, not empty, and not without end. */
export function wordsOf(text: string, instead = 'unknown'): string {
  return shortLine(text.trim() === '' ? instead : text, LONGEST);
}

/** Milliseconds since the epoch; undefined where the text is no time. */
export function timeOf(text: string): number | undefined {
  return instantOf(text);
}

/** Without the attributes that are undefined, or an empty list. */
export function present(attributes: OcsfObject): OcsfObject {
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
