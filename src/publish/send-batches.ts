import type { Receipt } from './channel.ts';
import { reasonOf } from './reason.ts';

export interface Sending<Item> {
  /** One call; rejects where the service answers for none of the items. */
  readonly send: (batch: readonly Item[]) => Promise<readonly Receipt[]>;
  /** Whether the service found fault with the call, which may be the fault of one item. */
  readonly isInvalid: (error: unknown) => boolean;
}

/**
 * A service that answers nothing for two calls in a row, each tried several times by the SDK, is down: the rest would
 * only wait for it. Sixteen calls in a row that it finds invalid are more than halving needs to find one bad item.
 */
const PATIENCE = 16;
const COSTS = { silent: 8, invalid: 1 } as const;

type Answer =
  | { readonly kind: 'answered'; readonly receipts: readonly Receipt[] }
  | { readonly kind: 'silent' | 'invalid'; readonly why: string };

/**
 * Sends batch after batch; a receipt for each item, whatever happens. A call that is invalid is halved until the item
 * is found that makes it so; only where the service has taken something else is it the item's fault and not ours.
 */
export async function sendBatches<Item extends { readonly id: string }>(
  batches: readonly (readonly Item[])[],
  sending: Sending<Item>,
): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  const invalid: { readonly id: string; readonly why: string }[] = [];
  const waiting = [...batches].reverse();
  let patience = PATIENCE;
  let isTaken = false;
  for (let batch = waiting.pop(); batch !== undefined; batch = waiting.pop()) {
    if (patience <= 0) {
      receipts.push(...batch.map(({ id }): Receipt => ({ kind: 'postponed', id })));
      continue;
    }
    const answer = await call(batch, sending);
    if (answer.kind === 'answered') {
      receipts.push(...answer.receipts);
      patience = PATIENCE;
      isTaken = true;
      continue;
    }
    const { kind, why } = answer;
    patience -= COSTS[kind];
    if (kind === 'silent') receipts.push(...batch.map(({ id }): Receipt => ({ kind: 'failed', id, why })));
    else if (batch.length > 1) waiting.push(...halves(batch));
    else invalid.push(...batch.map(({ id }) => ({ id, why })));
  }
  const kind = isTaken ? 'refused' : 'failed';
  return [...receipts, ...invalid.map((item): Receipt => ({ kind, ...item }))];
}

async function call<Item>(batch: readonly Item[], { send, isInvalid }: Sending<Item>): Promise<Answer> {
  try {
    return { kind: 'answered', receipts: await send(batch) };
  } catch (error) {
    return { kind: isInvalid(error) ? 'invalid' : 'silent', why: reasonOf(error) };
  }
}

/** The second half first: it is taken from the end. */
function halves<Item>(batch: readonly Item[]): readonly (readonly Item[])[] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(middle), batch.slice(0, middle)];
}
