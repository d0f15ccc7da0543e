import type { Finding } from '../../src/findings/finding.ts';
import type { ActiveRecord, Shard } from '../../src/findings/head.ts';
import type { Fate, Observation } from '../../src/findings/observation.ts';
import type { Gap } from '../../src/model/coverage.ts';
import type { LoadedHead } from '../../src/state/state-store.ts';

const ACCOUNT = '111122223333';
const PARTITION = 'aws';

/** Two shards that share a run; resources are read page by page, one on each. */
export const SHARDS: readonly Shard[] = [
  { accountId: ACCOUNT, region: 'eu-west-1' },
  { accountId: ACCOUNT, region: 'global' },
];
const IN_SHARD: Readonly<Record<string, readonly string[]>> = {
  'eu-west-1': ['r0', 'r1'],
  global: ['r2', 'r3'],
};
export const RESOURCES: readonly string[] = Object.values(IN_SHARD).flat();
export const CODES: readonly string[] = ['a', 'b'];

/** What is wrong with a resource: by the code of the mistake, its content; undefined where there is no such resource. */
export type State = Readonly<Record<string, number>> | undefined;

interface Moment {
  readonly at: number;
  readonly states: Readonly<Record<string, State>>;
}

/** An account that changes while it is read, and remembers what it was. Its clock moves at every call of anybody. */
export interface World {
  readonly now: () => number;
  readonly tick: (by?: number) => number;
  readonly set: (resource: string, state: State) => void;
  readonly at: (resource: string) => State;
  /** Whether the resource was once so between the two times. */
  readonly ever: (resource: string, isSo: (state: State) => boolean, from: number, to: number) => boolean;
}

export function newWorld(): World {
  let time = 0;
  const history: Moment[] = [{ at: 0, states: {} }];
  const last = (): Moment => history.at(-1) ?? { at: 0, states: {} };
  const tick = (by = 1): number => {
    time += by;
    return time;
  };
  return {
    now: () => time,
    tick,
    set: (resource, state) => {
      history.push({ at: tick(), states: { ...last().states, [resource]: state } });
    },
    at: (resource) => last().states[resource],
    ever: (resource, isSo, from, to) =>
      history.some(({ at, states }, index) => {
        const until = history[index + 1]?.at ?? Number.POSITIVE_INFINITY;
        return at <= to && until > from && isSo(states[resource]);
      }),
  };
}

export function timeOf(tick: number): string {
  return new Date(Date.UTC(2026, 10, 28) + tick * 1000).toISOString();
}

/** `r0/a`: the id of a finding of the world tells what it is about. */
export function resourceOf(subject: string): string {
  return subject.slice(0, subject.indexOf('/'));
}

export function codeOf(subject: string): string {
  return subject.slice(subject.indexOf('/') + 1);
}

function findingOf(resource: string, code: string, content: number, region: string): Finding {
  return {
    id: `${resource}/${code}`,
    ruleId: 'permission-missing',
    severity: 'high',
    status: 'new',
    confidence: 'confirmed',
    title: code,
    message: code,
    region,
    resource: { arn: resource, type: 'AWS::IAM::Role' },
    role: { arn: resource, name: resource },
    because: [],
    remedy: { text: '' },
    contentDigest: String(content),
    firstSeen: '',
    lastSeen: '',
    references: [],
  };
}

/** What goes wrong while one run reads. */
export interface ReadFaults {
  /** The page that is not read, nor what would follow it in its shard. */
  readonly failingPage?: string;
  /** A resource that is there and that no list shows. */
  readonly hidden?: string;
  readonly denied: readonly string[];
  /** The shard of which nothing is told. */
  readonly unread?: string;
}

/** What a run has seen of a shard. */
export interface Sight {
  readonly listed: ReadonlySet<string>;
  readonly isListWhole: boolean;
  readonly evaluated: ReadonlySet<string>;
  /** A direct read told that there is no such resource. */
  readonly gone: ReadonlySet<string>;
}

/** How a run makes up its mind that a finding is over. */
export interface Judgement {
  /** Whether it reads directly what a finding speaks of and no list shows. */
  readonly confirms: boolean;
  readonly fateOf: (sight: Sight, resource: string) => Fate;
}

export const CAREFUL: Judgement = {
  confirms: true,
  fateOf: ({ evaluated, gone }, resource) => {
    if (evaluated.has(resource)) return { kind: 'over', reason: 'fixed' };
    return gone.has(resource) ? { kind: 'over', reason: 'resource-deleted' } : { kind: 'open' };
  },
};

/** One call of AWS: time passes, others may go first, or the run ends. */
export type Call = <Value>(work: () => Value) => Promise<Value>;

interface Reading {
  readonly world: World;
  readonly call: Call;
  readonly faults: ReadFaults;
  readonly judgement: Judgement;
}

/** Lists, describes, and confirms; what fails is a gap. */
export async function observeShard(
  { shard, head }: LoadedHead,
  readAt: number,
  { world, call, faults, judgement }: Reading,
): Promise<Observation> {
  const { region } = shard;
  const listed = new Set<string>();
  const evaluated = new Set<string>();
  const gone = new Set<string>();
  const found: Finding[] = [];
  const gaps: Gap[] = [];
  let isListWhole = true;
  for (const resource of IN_SHARD[region] ?? []) {
    if (faults.failingPage === resource) {
      isListWhole = false;
      gaps.push({ source: 'states:ListStateMachines', region, kind: 'failed', why: 'throttled' });
      break;
    }
    const isThere = await call(() => world.at(resource) !== undefined);
    if (isThere && faults.hidden !== resource) listed.add(resource);
  }
  const describe = async (resource: string): Promise<void> => {
    if (faults.denied.includes(resource)) {
      gaps.push({ source: 'states:DescribeStateMachine', region, kind: 'denied', why: 'no', resource });
      return;
    }
    const state = await call(() => world.at(resource));
    if (state === undefined) gone.add(resource);
    else evaluated.add(resource);
    for (const [code, content] of Object.entries(state ?? {}))
      found.push(findingOf(resource, code, content, region));
  };
  for (const resource of listed) await describe(resource);
  if (judgement.confirms) for (const resource of unlisted(head, listed)) await describe(resource);
  const sight = { listed, isListWhole, evaluated, gone };
  return {
    shard,
    partition: PARTITION,
    readAt: timeOf(readAt),
    found,
    gaps,
    isWhole: true,
    fateOf: (record: ActiveRecord) => judgement.fateOf(sight, record.finding.resource.arn),
  };
}

function unlisted(head: LoadedHead['head'], listed: ReadonlySet<string>): ReadonlySet<string> {
  const active = Object.values(head?.findings ?? {}).flatMap((record) =>
    record.kind === 'active' ? [record.finding.resource.arn] : [],
  );
  return new Set(active.filter((resource) => !listed.has(resource)));
}
