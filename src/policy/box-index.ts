import type { Box } from './box.ts';

/** Boxes by the services of their actions, so that a search only looks at those that it can meet. */
export interface BoxIndex {
  readonly boxes: readonly Box[];
  /** In the order of `boxes`, with those of any service. */
  readonly byService: ReadonlyMap<string, readonly Box[]>;
  /** The boxes with actions of any service. */
  readonly ofAny: readonly Box[];
  /** What the boxes say, where that is known in full. */
  readonly names: ReadonlySet<string>;
}

/** Of boxes that say the same the first one counts. */
export function indexBoxes(all: readonly Box[]): BoxIndex {
  const names = new Set<string>();
  const boxes = all.filter(({ wording }) => {
    const isNew = wording === undefined || !names.has(wording.name);
    if (wording !== undefined) names.add(wording.name);
    return isNew;
  });
  const byService = new Map<string, Box[]>();
  const ofAny: Box[] = [];
  for (const box of boxes) {
    for (const service of box.actions.services ?? [])
      if (!byService.has(service)) byService.set(service, [...ofAny]);
    if (box.actions.services === undefined) ofAny.push(box);
    for (const service of box.actions.services ?? byService.keys()) byService.get(service)?.push(box);
  }
  return { boxes, byService, ofAny, names };
}

/** The boxes that may have actions of the service; undefined: any service. */
export function boxesOf({ boxes, byService, ofAny }: BoxIndex, service: string | undefined): readonly Box[] {
  return service === undefined ? boxes : (byService.get(service) ?? ofAny);
}
