import type { LinkKind } from '../../findings/picture.ts';
import { compareText } from './focus.ts';
import { type Column, distinct, type LinkIndex } from './link-index.ts';
import type { NodeKind, PictureEdge, PictureNode } from './picture-model.ts';
import { counted, nounOf, shortName } from './picture-names.ts';

/** A card before its findings are counted. */
export type Card = Omit<PictureNode, 'tally' | 'state'>;

/** A line with the pairs of ARNs that it stands for. */
export type Line = PictureEdge & { readonly pairs: readonly (readonly [string, string])[] };

/** Cards and lines in the order in which they were first asked for, each once. */
export interface Drawing {
  /** The card of these ARNs, which are of one kind and linked to the role `at`; its id. */
  readonly card: (kind: NodeKind, column: Column, arns: readonly string[], at: string) => string;
  /** The line for all links of a kind from some ARNs to others, between the cards with these ids. */
  readonly line: (kind: LinkKind, from: End, to: End) => void;
  readonly finished: () => { readonly cards: readonly Card[]; readonly lines: readonly Line[] };
}

interface End {
  readonly arns: readonly string[];
  readonly card: string;
}

export function startDrawing(index: LinkIndex): Drawing {
  const cards = new Map<string, Card>();
  const lines = new Map<string, Line>();
  return {
    card: (kind, column, arns, at) => {
      const [first = ''] = arns;
      const noun = nounOf(first);
      const isOne = arns.length === 1;
      const id = isOne ? first : JSON.stringify([kind, column, at, noun]);
      const label = isOne ? shortName(first) : counted(arns.length, noun);
      if (!cards.has(id)) cards.set(id, { id, kind, column, label, selects: isOne ? first : at, arns });
      return id;
    },
    line: (kind, from, to) => {
      const key = JSON.stringify([kind, from.card, to.card]);
      if (lines.has(key)) return;
      const targets = new Set(to.arns);
      const links = from.arns
        .flatMap((arn) => index.from.get(arn) ?? [])
        .filter((link) => link.kind === kind && targets.has(link.to));
      const services = distinct(links.flatMap(({ service }) => service ?? [])).toSorted(compareText);
      const pairs = links.map((link) => [link.from, link.to] as const);
      lines.set(key, { kind, from: from.card, to: to.card, services, pairs });
    },
    finished: () => ({ cards: [...cards.values()], lines: [...lines.values()] }),
  };
}
