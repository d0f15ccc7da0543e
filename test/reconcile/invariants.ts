import type { Head } from '../../src/findings/head.ts';
import { CHANNELS, CLEAN, recipientsOf, type Simulation } from './simulation.ts';
import { codeOf, RESOURCES, resourceOf, SHARDS, type State } from './world.ts';

const TWO_HOURS = 7_200;

/** What is wrong with a history, in words that begin with the invariant; empty where nothing is. */
export async function violations(simulation: Simulation): Promise<readonly string[]> {
  const { store, wrong } = simulation;
  simulation.settle();
  // Nobody waits for the hour in which people may hear no more.
  simulation.world.tick(TWO_HOURS);
  await simulation.run(CLEAN);
  await simulation.run(CLEAN);
  return [
    ...wrong,
    ...store.wrong,
    ...delivered(simulation),
    ...founded(simulation),
    ...serial(simulation),
    ...inOrder(simulation),
    ...settled(simulation),
    ...(await unchanged(simulation)),
  ];
}

function* delivered({ store, sent, refused }: Simulation): Iterable<string> {
  const arrived = new Set(sent.map(({ channel, id }) => `${channel} ${id}`));
  for (const { changes } of store.commits)
    for (const change of changes)
      for (const channel of recipientsOf(change)) {
        const key = `${channel} ${change.id}`;
        if (!arrived.has(key) && !refused.has(key)) yield `I1 ${key} is lost`;
      }
}

/** Every transition of a finding is what the account once was while its run read it. */
function* founded({ store, world }: Simulation): Iterable<string> {
  for (const { changes, from, to } of store.commits)
    for (const { id, subject, kind, content } of changes) {
      if (subject.startsWith('gap-')) continue;
      const isSo = (state: State): boolean => {
        const today = state?.[codeOf(subject)];
        return kind === 'resolved' ? today === undefined : String(today) === content;
      };
      if (!world.ever(resourceOf(subject), isSo, from, to)) yield `I2 ${id} ${kind} without evidence`;
    }
}

function* serial({ store }: Simulation): Iterable<string> {
  for (const { region } of SHARDS) {
    const commits = store.commits.filter((commit) => commit.region === region);
    for (const [index, { run, from }] of commits.entries()) {
      const before = commits[index - 1];
      if (before !== undefined && (from < before.to || run === before.run))
        yield 'I2 a commit rests on reads that are older than another commit';
    }
  }
}

function* inOrder({ sent }: Simulation): Iterable<string> {
  for (const channel of CHANNELS) {
    const highest = new Map<string, number>();
    const known = new Set<string>();
    for (const { id, subject, seq } of sent.filter((entry) => entry.channel === channel)) {
      if (known.has(id)) continue;
      known.add(id);
      if (seq < (highest.get(subject) ?? 0)) yield `I4 ${id} comes late on ${channel}`;
      highest.set(subject, Math.max(seq, highest.get(subject) ?? 0));
    }
  }
}

function* settled(simulation: Simulation): Iterable<string> {
  const known: string[] = [];
  for (const shard of SHARDS) {
    const { head } = simulation.store.load(shard);
    if (head === undefined) yield `I5 nothing is known of ${shard.region}`;
    else {
      yield* atRest(head, simulation);
      for (const [id, record] of Object.entries(head.findings))
        if (record.kind === 'active') known.push(`${id} ${record.finding.contentDigest}`);
    }
  }
  const real = RESOURCES.flatMap((resource) =>
    Object.entries(simulation.world.at(resource) ?? {}).map(([code, is]) => `${resource}/${code} ${is}`),
  );
  if (known.sort().join() !== real.sort().join()) yield 'I5 what is known is not what is';
}

function* atRest({ outbox, gaps, dead }: Head, { refused }: Simulation): Iterable<string> {
  if (outbox.length > 0) yield 'I5 the outbox is not empty';
  if (Object.values(gaps).some(({ isOpen }) => isOpen)) yield 'I5 a gap is open';
  for (const { id, channel } of dead) if (!refused.has(`${channel} ${id}`)) yield `I1 ${id} is dead`;
}

/** A further run over an account that has not changed. */
async function unchanged(simulation: Simulation): Promise<readonly string[]> {
  const { store, sent } = simulation;
  const before = { commits: store.commits.length, sent: sent.length, writes: store.writes() };
  await simulation.run(CLEAN);
  const wrong: string[] = [];
  const commits = store.commits.slice(before.commits);
  if (commits.some(({ changes }) => changes.length > 0)) wrong.push('I5 something changes without a change');
  if (sent.length > before.sent) wrong.push('I5 something is told without a change');
  if (store.writes() > before.writes + SHARDS.length) wrong.push('I5 a shard is written twice');
  return wrong;
}
