import type { LinkKind } from '../../findings/picture.ts';
import type { Flaw, Witnesses } from './flaws.ts';
import type { Column } from './link-index.ts';
import type { Tally } from './tally.ts';

export type NodeKind = 'machine' | 'role' | 'resource';

/** A card of the picture: one thing, or several that are linked to the same role in the same way. */
export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly column: Column;
  /** The name of the one, or `12 training jobs`; safe to show. */
  readonly label: string;
  /** What the list is filtered by when it is selected: itself, or the role that several are gathered at. */
  readonly selects: string;
  /** Empty for what is `beyond`. */
  readonly arns: readonly string[];
  readonly tally: Tally;
  /** `absent`: a role that does not exist. `beyond`: the roles that may be passed though nothing needs it. */
  readonly state: 'there' | 'absent' | 'beyond';
}

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  /** Of `passes`: the services that get the role, as IAM names them. */
  readonly services: readonly string[];
  readonly flaw?: Flaw;
}

export interface PictureGraph {
  /** The worst role's neighbourhood first. */
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** How many roles were asked to be shown, and how many more there are with and without findings. */
  readonly shown: number;
  readonly hidden: { readonly flawed: number; readonly flawless: number };
}

export interface PictureWish {
  /** At most so many roles, beside those that are linked to them. */
  readonly roles: number;
  /** True where no filter is set: then roles without a finding are shown too, after the others. */
  readonly isWhole: boolean;
  readonly witnesses: Witnesses;
}
