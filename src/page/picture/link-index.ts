import type { LinkKind, PictureLink } from '../../findings/picture.ts';

/** The links of the account by either end, and the roles among those ends. */
export interface LinkIndex {
  readonly from: ReadonlyMap<string, readonly PictureLink[]>;
  readonly to: ReadonlyMap<string, readonly PictureLink[]>;
  readonly roles: ReadonlySet<string>;
}

/** Where a thing stands in the picture: machines, roles that machines run as, other roles, SageMaker resources. */
export type Column = 0 | 1 | 2 | 3;

export function indexLinks(links: readonly PictureLink[]): LinkIndex {
  const from = new Map<string, PictureLink[]>();
  const to = new Map<string, PictureLink[]>();
  const roles = new Set<string>();
  for (const link of links) {
    listIn(from, link.from).push(link);
    listIn(to, link.to).push(link);
    roles.add(link.to);
    if (isGrant(link.kind)) roles.add(link.from);
  }
  return { from, to, roles };
}

/** True of what one role may do with another; the rest is what uses a role. */
export function isGrant(kind: LinkKind): kind is 'passes' | 'assumes' {
  return kind === 'passes' || kind === 'assumes';
}

/** Who is linked to a role in this way: its machines for `runs-as`, its resources for `executes-with`. */
export function usersOf({ to }: LinkIndex, role: string, kind: LinkKind): readonly string[] {
  return distinct((to.get(role) ?? []).filter((link) => link.kind === kind).map((link) => link.from));
}

/** The grants from a role, or to it, without one of a role to itself. */
export function grantsOf(index: LinkIndex, role: string, way: 'from' | 'to'): readonly PictureLink[] {
  return (index[way].get(role) ?? []).filter(({ kind, from, to }) => isGrant(kind) && from !== to);
}

export function columnOf(index: LinkIndex, role: string): Column {
  const uses = index.to.get(role) ?? [];
  return uses.length === 0 || uses.some(({ kind }) => kind === 'runs-as') ? 1 : 2;
}

export function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}

function listIn<Key, Value>(lists: Map<Key, Value[]>, key: Key): Value[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
