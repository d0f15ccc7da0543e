import type { Severity } from '../findings/finding.ts';
import { canonicalJson, digest } from '../findings/fingerprint.ts';
import type { Gap } from '../model/coverage.ts';
import { isRecord, type JsonRecord, own } from '../model/json.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { StateError } from './state-error.ts';

/** What one run over many accounts is about. */
export interface OrganizationPlan {
  readonly run: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly partition: string;
  readonly accounts: readonly PlannedAccount[];
  /** Accounts of the organization that are not audited: suspended, closing, or not in the configuration. */
  readonly leftOut: number;
  /** What of the organization could not be read: a gap of each account. */
  readonly gaps: readonly Gap[];
}

export interface PlannedAccount {
  readonly account: string;
  /** Digest of the policies of the organization that bind it; absent where none were read. */
  readonly policies?: string;
}

/** How the audit of one account went. */
export interface AccountResult {
  readonly account: string;
  /** `missing`: its audit did not end before the run did. */
  readonly kind: 'complete' | 'partial' | 'unreachable' | 'missing';
  readonly findings?: Readonly<Record<Severity, number>>;
  /** Since the audit before. */
  readonly changes?: { readonly new: number; readonly resolved: number };
  /** How much of it was read; absent: nothing. */
  readonly percentRead?: number;
  readonly gaps: number;
  /** The first of them. */
  readonly firstGaps: readonly Gap[];
  /** What could not be remembered or kept. */
  readonly problems: readonly string[];
}

/** What a run over many accounts leaves to its own parts; each object is written once, and the first writer's stays. */
export interface OrganizationRuns {
  readonly planOf: (run: string) => Promise<OrganizationPlan | undefined>;
  /** Answers with the plan that holds: this one, or that of whoever was faster. */
  readonly keepPlan: (plan: OrganizationPlan) => Promise<OrganizationPlan>;
  /** Answers with the digest under which they are kept. */
  readonly keepPolicies: (run: string, policies: JsonRecord) => Promise<string>;
  readonly policiesOf: (run: string, policies: string) => Promise<JsonRecord | undefined>;
  /** Writes the list that the state machine maps over, tells others that the run is under way, and names the list. */
  readonly begin: (plan: OrganizationPlan) => Promise<string>;
  readonly resultOf: (run: string, account: string) => Promise<AccountResult | undefined>;
  readonly keepResult: (run: string, result: AccountResult) => Promise<AccountResult>;
  readonly summaryOf: (run: string) => Promise<JsonRecord | undefined>;
  readonly keepSummary: (run: string, summary: JsonRecord) => Promise<JsonRecord>;
  /** Whether the newest run has begun and not ended; one that takes longer than any may is lost. */
  readonly isUnderWay: (now: Date) => Promise<boolean>;
}

/** As long as the state machine may take. */
export const LONGEST_RUN_MS: number = 4 * 3_600_000;

const SCHEMA_VERSION = 1;
const RUN = /^[0-9a-f]{64}$/;
const TRIES = 5;
const ROOT = 'runs/organization';
const LATEST = `${ROOT}/latest.json`;

export function organizationRuns(objects: ObjectStore): OrganizationRuns {
  const read = async (path: string): Promise<JsonRecord | undefined> => {
    const stored = await objects.get(path);
    return stored === undefined ? undefined : contentOf(stored.body, path);
  };
  const keep = async (path: string, content: object): Promise<JsonRecord> => {
    await writeOnce(objects, path, bytesOf({ content, schemaVersion: SCHEMA_VERSION }));
    const kept = await read(path);
    if (kept === undefined) throw new StateError(`\`${path}\` cannot be written: its answers are lost`);
    return kept;
  };
  return {
    planOf: async (run) => asWritten(await read(at(run, 'plan.json'))),
    keepPlan: async (plan) => asWritten(await keep(at(plan.run, 'plan.json'), plan)),
    keepPolicies: async (run, policies) => {
      const key = digest(policies);
      await keep(at(run, `policies/${key}.json`), policies);
      return key;
    },
    policiesOf: (run, policies) => read(at(run, `policies/${policies}.json`)),
    begin: async (plan) => {
      const { run, accounts } = plan;
      const path = at(run, 'accounts.json');
      await writeOnce(objects, path, bytesOf(accounts.map(({ account }) => ({ account, run }))));
      await announce(objects, plan);
      return path;
    },
    resultOf: async (run, account) => asWritten(await read(resultPath(run, account))),
    keepResult: async (run, result) => asWritten(await keep(resultPath(run, result.account), result)),
    summaryOf: (run) => read(at(run, 'summary.json')),
    keepSummary: (run, summary) => keep(at(run, 'summary.json'), summary),
    isUnderWay: async (now) => {
      const { run, startedAt } = announcedIn(await objects.get(LATEST)) ?? {};
      if (run === undefined || startedAt === undefined) return false;
      const age = now.getTime() - Date.parse(startedAt);
      return age < LONGEST_RUN_MS && (await objects.get(at(run, 'summary.json'))) === undefined;
    },
  };
}

/** The newest run of all; one that is older than what is announced says nothing. */
async function announce(objects: ObjectStore, { run, startedAt }: OrganizationPlan): Promise<void> {
  const body = bytesOf({ content: { run, startedAt }, schemaVersion: SCHEMA_VERSION });
  for (let tries = 0; tries < TRIES; tries++) {
    const stored = await objects.get(LATEST);
    const announced = announcedIn(stored);
    if (announced !== undefined && announced.startedAt >= startedAt) return;
    const written = await objects.put(LATEST, body, stored?.etag);
    if (written.kind === 'written') return;
  }
  throw new StateError(`\`${LATEST}\` cannot be written: it changes all the time`);
}

/** An object that makes no sense announces nothing. */
function announcedIn(
  stored: StoredObject | undefined,
): Pick<OrganizationPlan, 'run' | 'startedAt'> | undefined {
  const content = stored === undefined ? undefined : parsed(stored.body);
  if (content === undefined) return undefined;
  const [run, startedAt] = [own(content, 'run'), own(content, 'startedAt')];
  return typeof run === 'string' && RUN.test(run) && typeof startedAt === 'string'
    ? { run, startedAt }
    : undefined;
}

/** After it the object is there, whoever wrote it. */
async function writeOnce(objects: ObjectStore, path: string, body: Uint8Array): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const written = await objects.put(path, body, undefined);
    if (written.kind !== 'unknown') return;
  }
  throw new StateError(`\`${path}\` cannot be written: its answers are lost`);
}

function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${canonicalJson(value)}\n`);
}

function contentOf(body: Uint8Array, path: string): JsonRecord {
  const content = parsed(body);
  if (content === undefined) throw new StateError(`\`${path}\` holds nothing that this version wrote`);
  return content;
}

function parsed(body: Uint8Array): JsonRecord | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    const content =
      isRecord(json) && own(json, 'schemaVersion') === SCHEMA_VERSION ? own(json, 'content') : undefined;
    return isRecord(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** INVARIANT: nobody but this module writes below `runs/organization/`. */
function asWritten<Written>(content: JsonRecord): Written;
function asWritten<Written>(content: JsonRecord | undefined): Written | undefined;
function asWritten<Written>(content: JsonRecord | undefined): Written | undefined {
  return content as unknown as Written | undefined;
}

function resultPath(run: string, account: string): string {
  if (!/^\d{12}$/.test(account)) throw new StateError('an account has twelve digits');
  return at(run, `results/${account}.json`);
}

/** Run and account become part of a name: nothing but what they can be gets there. */
function at(run: string, file: string): string {
  if (!RUN.test(run)) throw new StateError('the name of a run is a digest');
  return `${ROOT}/${run}/${file}`;
}
