import type { Entry } from '../../src/findings/entry.ts';
import type { OpenChannel, Receipt } from '../../src/publish/channel.ts';
import { CONTEXT } from './numbered-entry.ts';

export interface Drained {
  /** Ids in the order in which they were settled. */
  readonly delivered: readonly string[];
  readonly refused: readonly Extract<Receipt, { readonly kind: 'refused' }>[];
  /** Ids that even the last round has left. */
  readonly left: readonly string[];
  /** Deliveries whose receipts were not one for each entry. */
  readonly uneven: readonly (readonly string[])[];
  /** Why something failed, at any time. */
  readonly failures: readonly string[];
}

const MOST_ROUNDS = 60;

interface Ledger {
  readonly settled: Map<string, Receipt>;
  /** Findings that wait for the next round. */
  readonly blocked: Set<string>;
  readonly uneven: (readonly string[])[];
  readonly failures: string[];
}

/** Delivers as the outbox does: in waves of at most one entry of a finding, of which one that fails holds up the others. */
export async function drain(entries: readonly Entry[], channel: OpenChannel): Promise<Drained> {
  const ledger: Ledger = { settled: new Map(), blocked: new Set(), uneven: [], failures: [] };
  const { settled, blocked, uneven, failures } = ledger;
  for (let round = 0; round < MOST_ROUNDS && settled.size < entries.length; round += 1) {
    blocked.clear();
    for (let wave = nextWave(entries, ledger); wave.length > 0; wave = nextWave(entries, ledger)) {
      const { receipts } = await channel.deliver(wave, CONTEXT);
      const ids = receipts.map(({ id }) => id);
      if (
        ids.toSorted().join() !==
        wave
          .map(({ id }) => id)
          .toSorted()
          .join()
      )
        uneven.push(ids);
      for (const receipt of receipts) enter(receipt, ledger);
    }
  }
  const all = [...settled.values()];
  return {
    delivered: all.filter(({ kind }) => kind === 'delivered').map(({ id }) => id),
    refused: all.filter((receipt) => receipt.kind === 'refused'),
    left: entries.map(({ id }) => id).filter((id) => !settled.has(id)),
    uneven,
    failures,
  };
}

function enter(receipt: Receipt, { settled, blocked, failures }: Ledger): void {
  const { kind, id } = receipt;
  if (kind === 'delivered' || kind === 'refused') settled.set(id, receipt);
  else blocked.add(id.slice(0, id.lastIndexOf(':')));
  if (kind === 'failed') failures.push(receipt.why);
}

function nextWave(entries: readonly Entry[], { settled, blocked }: Ledger): readonly Entry[] {
  const wave = new Map<string, Entry>();
  for (const entry of entries)
    if (!settled.has(entry.id) && !blocked.has(entry.subject) && !wave.has(entry.subject))
      wave.set(entry.subject, entry);
  return [...wave.values()];
}

/** The numbers of each finding's transitions in the order in which they were first seen. */
function firstSeqs(ids: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const seqs = new Map<string, number[]>();
  for (const id of new Set(ids)) {
    const at = id.lastIndexOf(':');
    const subject = id.slice(0, at);
    seqs.set(subject, [...(seqs.get(subject) ?? []), Number(id.slice(at + 1))]);
  }
  return seqs;
}

/** Those that are not in ascending order. */
export function disordered(ids: readonly string[]): readonly (readonly number[])[] {
  return [...firstSeqs(ids).values()].filter((seqs) =>
    seqs.some((seq, index) => seq < (seqs[index - 1] ?? 0)),
  );
}
