import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEPLOYED, permissionsOf } from '../src/permissions.ts';
import type { Outcome } from '../src/run/run-options.ts';
import { parseHead } from '../src/state/head-file.ts';
import { allowedBy } from './support/enforced-aws.ts';
import { type EnforcedPlaces, type Objects, startPlaces } from './support/enforced-places.ts';
import { BUCKET, type EnforcedRun, runAs, TOPIC } from './support/enforced-run.ts';
import { ACCOUNT } from './support/fake-aws-account.ts';
import { EMPTY, FIRST, LAGGING, type Moment } from './support/lagging-account.ts';

const POLICY = permissionsOf(DEPLOYED, {
  partition: 'aws',
  accountId: ACCOUNT,
  topicArn: TOPIC,
  chatTopicArn: '',
  stateBucketArn: `arn:aws:s3:::${BUCKET}`,
  reportBucketArn: `arn:aws:s3:::${BUCKET}`,
  eventBusArn: '',
  importRole: '',
});

/** An action in one statement of the policy. */
interface Grant {
  readonly action: string;
  readonly statement: number;
  readonly resource: string;
}

const GRANTS: readonly Grant[] = POLICY.Statement.flatMap(({ Action, Resource }, statement) =>
  Action.map((action) => ({ action, statement, resource: Resource[0] ?? '' })),
);

const READING = /^(iam|sagemaker|states):/;

/** The policy but for one action in one of its statements. */
function policyWithout({ action, statement }: Grant): object {
  const Statement = POLICY.Statement.map((whole, index) =>
    index === statement ? { ...whole, Action: whole.Action.filter((name) => name !== action) } : whole,
  ).filter(({ Action }) => Action.length > 0);
  return { ...POLICY, Statement };
}

let places: EnforcedPlaces;
let first: EnforcedRun;

function later(policy: object, moment: Moment = LAGGING): Promise<EnforcedRun> {
  return runAs(allowedBy(policy), moment, first.objects, places);
}

beforeAll(async () => {
  places = await startPlaces();
  vi.stubEnv('AWS_ENDPOINT_URL', places.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  first = await runAs(allowedBy(POLICY), FIRST, new Map(), places);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await places.stop();
});

function ended({ outcome }: EnforcedRun): Outcome {
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

/** The actions that an error, a problem or a receipt names. */
function lackedIn({ outcome }: EnforcedRun): readonly string[] {
  const reasons =
    outcome instanceof Error
      ? [outcome.message]
      : [
          ...outcome.problems,
          ...outcome.deliveries.flatMap(({ receipts }) =>
            receipts.flatMap((receipt) => ('why' in receipt ? receipt.why : [])),
          ),
        ];
  const named = reasons.flatMap((why) => /(?:grant `|to perform: )([a-z0-9-]+:\w+)/.exec(why)?.[1] ?? []);
  return [...new Set(named)];
}

describe('with the whole policy of the deployed role', () => {
  test('an audit is denied nothing, remembers everything and tells everybody', async () => {
    for (const run of [first, await later(POLICY), await later(POLICY, EMPTY)]) {
      const { problems, deliveries } = ended(run);
      expect(deniedIn(ended(run))).toEqual([]);
      expect(problems).toEqual([]);
      expect(deliveries.map(({ channel }) => channel)).toEqual(['report-bucket', 'sns']);
      const receipts = deliveries.flatMap((delivery) => delivery.receipts);
      expect(receipts.map(({ kind }) => kind)).toEqual(receipts.map(() => 'delivered'));
      expect(run.told.length).toBeGreaterThan(0);
    }
  });

  test('every action is called, and no other', async () => {
    const { called } = await later(POLICY);
    expect([...called].toSorted()).toEqual([...new Set(GRANTS.map(({ action }) => action))].toSorted());
  });

  test('what lists do not show and is there stays open, and what is gone is over', async () => {
    const known = openIn(first.objects);
    expect(known.size).toBeGreaterThan(5);
    const lagging = openIn((await later(POLICY)).objects);
    expect([...known].filter((id) => !lagging.has(id))).toEqual([]);
    const empty = openIn((await later(POLICY, EMPTY)).objects);
    expect([...known].filter((id) => empty.has(id))).toEqual([]);
  });
});

describe('without one action', () => {
  const readings = GRANTS.filter(({ action }) => READING.test(action));
  test.each(readings)(
    '$action is named by a gap in the coverage, alone, and nothing is over',
    async (grant) => {
      const run = await later(policyWithout(grant));
      expect(run.called).toContain(grant.action);
      const outcome = ended(run);
      expect(deniedIn(outcome)).toEqual([grant.action]);
      expect(outcome.report.summary.resolved).toBe(0);
      const open = openIn(run.objects);
      expect([...openIn(first.objects)].filter((id) => !open.has(id))).toEqual([]);
    },
  );

  const places = GRANTS.filter(({ action }) => !READING.test(action));
  test.each(places)(
    '$action on $resource is named where it was needed, and nothing is over',
    async (grant) => {
      const run = await later(policyWithout(grant));
      expect(run.called).toContain(grant.action);
      expect(lackedIn(run)).toEqual([grant.action]);
      const open = openIn(run.objects);
      expect([...openIn(first.objects)].filter((id) => !open.has(id))).toEqual([]);
    },
  );
});
