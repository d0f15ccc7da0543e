import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readers } from '../src/collect/readers/index.ts';
import type { PolicyJson } from '../src/findings/finding.ts';
import { DEPLOYED } from '../src/permissions.ts';
import type { Receipt } from '../src/publish/channel.ts';
import type { Outcome } from '../src/run/run-options.ts';
import { bucketState } from '../src/state/bucket-objects.ts';
import { parseHead } from '../src/state/head-file.ts';
import { allowedBy } from './support/enforced-aws.ts';
import { type EnforcedPlaces, type Objects, startPlaces } from './support/enforced-places.ts';
import { assumeAs, BUCKET, drainAs, type Enforced, policyOf, runAs } from './support/enforced-run.ts';
import { ACCOUNT } from './support/fake-aws-account.ts';
import { EMPTY, FIRST, LAGGING, type Moment } from './support/lagging-account.ts';

const AUDITOR = policyOf(DEPLOYED.auditor ?? []);
const DRAIN = policyOf(DEPLOYED.drain ?? []);

/** An action in one statement of a policy. */
interface Grant {
  readonly action: string;
  readonly statement: number;
  readonly resource: string;
}

function grantsOf({ Statement }: PolicyJson): readonly Grant[] {
  return Statement.flatMap(({ Action, Resource }, statement) =>
    Action.map((action) => ({ action, statement, resource: Resource[0] ?? '' })),
  );
}

/** The policy but for one action in one of its statements. */
function without({ action, statement }: Grant, policy: PolicyJson): PolicyJson {
  const Statement = policy.Statement.map((whole, index) =>
    index === statement ? { ...whole, Action: whole.Action.filter((name) => name !== action) } : whole,
  ).filter(({ Action }) => Action.length > 0);
  return { ...policy, Statement };
}

function actionsOf(policy: PolicyJson): readonly string[] {
  return [...new Set(grantsOf(policy).map(({ action }) => action))].toSorted();
}

/** Those of the readers; all others are of what remembers and tells. */
const READING = /^(iam|sagemaker|states):/;

let places: EnforcedPlaces;
/** After a run that saw everything. */
let first: Enforced<Outcome>;
/** After one that could tell nobody. */
let untold: Enforced<Outcome>;

function later(policy: object, moment: Moment = LAGGING): Promise<Enforced<Outcome>> {
  return runAs(allowedBy(policy), moment, first.objects, places);
}

beforeAll(async () => {
  places = await startPlaces();
  vi.stubEnv('AWS_ENDPOINT_URL', places.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  first = await runAs(allowedBy(AUDITOR), FIRST, new Map(), places);
  const quiet = policyOf([...readers, bucketState]);
  untold = await runAs(allowedBy(quiet), FIRST, new Map(), places);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await places.stop();
});

function ended<Result>({ outcome }: Enforced<Result>): Result {
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** The ids of the findings that are open in what is remembered. */
function openIn(objects: Objects): ReadonlySet<string> {
  const open = ['us-east-1', 'global'].flatMap((region) => {
    const body = objects.get(`${BUCKET}/state/${ACCOUNT}/${region}/head.json.gz`) ?? Buffer.of();
    const head = parseHead(body, { accountId: ACCOUNT, region });
    if ('problem' in head) throw new Error(head.problem);
    return Object.entries(head.findings).flatMap(([id, { kind }]) => (kind === 'active' ? [id] : []));
  });
  return new Set(open);
}

/** The actions that reads were denied for. */
function deniedIn({ report }: Outcome): readonly string[] {
  const denied = report.coverage.gaps.filter(({ kind }) => kind === 'denied');
  return [...new Set(denied.flatMap(({ action = 'none' }) => action))];
}

type Told = Pick<Outcome, 'deliveries' | 'problems'>;

function receiptsOf({ deliveries }: Told): readonly Receipt[] {
  return deliveries.flatMap(({ receipts }) => receipts);
}

/** The actions that an error, a problem or a receipt names. */
function lackedIn({ outcome }: Enforced<Told>): readonly string[] {
  const reasons =
    outcome instanceof Error
      ? [outcome.message]
      : [
          ...outcome.problems,
          ...receiptsOf(outcome).flatMap((receipt) => ('why' in receipt ? receipt.why : [])),
        ];
  const named = reasons.flatMap((why) => /(?:grant `|to perform: )([a-z0-9-]+:\w+)/.exec(why)?.[1] ?? []);
  return [...new Set(named)];
}

const CHANNELS = ['chat', 'event-bus', 'report-bucket', 'sns'];

describe('the role of the audit', () => {
  test('denies nothing: everything is read, remembered and told to everybody', async () => {
    for (const enforced of [first, await later(AUDITOR), await later(AUDITOR, EMPTY)]) {
      const outcome = ended(enforced);
      expect(deniedIn(outcome)).toEqual([]);
      expect(outcome.problems).toEqual([]);
      expect(outcome.deliveries.map(({ channel }) => channel)).toEqual(CHANNELS);
      expect(new Set(receiptsOf(outcome).map(({ kind }) => kind))).toEqual(new Set(['delivered']));
      expect(enforced.told.length).toBeGreaterThan(0);
    }
  });

  test('allows just the actions that are called', async () => {
    const { called } = await later(AUDITOR);
    expect([...called].toSorted()).toEqual(actionsOf(AUDITOR));
  });

  test('shows what is there though no list has it, and what is gone', async () => {
    const known = openIn(first.objects);
    expect(known.size).toBeGreaterThan(5);
    const lagging = openIn((await later(AUDITOR)).objects);
    expect([...known].filter((id) => !lagging.has(id))).toEqual([]);
    const empty = openIn((await later(AUDITOR, EMPTY)).objects);
    expect([...known].filter((id) => empty.has(id))).toEqual([]);
  });

  const ofReaders = grantsOf(AUDITOR).filter(({ action }) => READING.test(action));
  test.each(ofReaders)('without $action has a gap that names it, and nothing is over', async (grant) => {
    const enforced = await later(without(grant, AUDITOR));
    expect(enforced.called).toContain(grant.action);
    const outcome = ended(enforced);
    expect(deniedIn(outcome)).toEqual([grant.action]);
    expect(outcome.report.summary.resolved).toBe(0);
    const open = openIn(enforced.objects);
    expect([...openIn(first.objects)].filter((id) => !open.has(id))).toEqual([]);
  });

  const ofOthers = grantsOf(AUDITOR).filter(({ action }) => !READING.test(action));
  test.each(ofOthers)('without $action on $resource has a problem that names it', async (grant) => {
    const enforced = await later(without(grant, AUDITOR));
    expect(lackedIn(enforced)).toEqual([grant.action]);
    const open = openIn(enforced.objects);
    expect([...openIn(first.objects)].filter((id) => !open.has(id))).toEqual([]);
  });
});

describe('the role of the drain', () => {
  test('denies nothing: what an audit could not tell is told to everybody', async () => {
    expect(lackedIn(untold).toSorted()).toEqual(['events:PutEvents', 's3:PutObject', 'sns:Publish']);
    const enforced = await drainAs(allowedBy(DRAIN), untold.objects, places);
    const outcome = ended(enforced);
    expect(outcome.problems).toEqual([]);
    expect(outcome.deliveries.map(({ channel }) => channel).toSorted()).toEqual(CHANNELS);
    expect(new Set(receiptsOf(outcome).map(({ kind }) => kind))).toEqual(new Set(['delivered']));
    expect([...enforced.called].toSorted()).toEqual(actionsOf(DRAIN));
  });

  test.each(grantsOf(DRAIN))('without $action on $resource has a problem that names it', async (grant) => {
    const enforced = await drainAs(allowedBy(without(grant, DRAIN)), untold.objects, places);
    expect(lackedIn(enforced)).toEqual([grant.action]);
  });
});

describe('the policy for member accounts', () => {
  const policy = policyOf(DEPLOYED['assume-member'] ?? []);

  test('lets the role of the one name be assumed in any account, and says what is denied', async () => {
    expect((await assumeAs(allowedBy(policy), 'member')).kind).toBe('assumed');
    expect(await assumeAs(allowedBy(policy), 'admin')).toMatchObject({
      kind: 'refused',
      roleArn: 'arn:aws:iam::999999999999:role/admin',
      refusal: { kind: 'denied', action: 'sts:AssumeRole' },
    });
  });

  test('needs nothing of the readers but what they have in the own account', () => {
    expect(actionsOf(policyOf(DEPLOYED.member ?? []))).toEqual(
      actionsOf(AUDITOR).filter((action) => READING.test(action)),
    );
  });
});
