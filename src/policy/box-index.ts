import type { Box } from './box.ts';
import { nameOf } from './wording.ts';

/** Boxes by the services of their actions, so that a search only looks at those that it can meet. */
export interface BoxIndex {
  readonly boxes: readonly Box[];
  /** In the order of `boxes`, with those of any service. */
  readonly byService: ReadonlyMap<string, readonly Box[]>;
  /** For services that are not there: the boxes with actions of any service, and at least these. */
  readonly ofAny: readonly Box[];
}

/** Of boxes that say the same the first one counts, where there are so many that it costs less to find them out. */
export function indexBoxes(all: readonly Box[]): BoxIndex {
  // One box is looked at faster than looked up.
  if (all.length < 2) return { boxes: all, byService: NO_SERVICES, ofAny: all };
  const boxes = all.length > FEW ? distinctBoxes(all) : all;
  const byService = new Map<string, Box[]>();
  const ofAny: Box[] = [];
  for (const box of boxes) {
    for (const service of box.actions.services ?? [])
      if (!byService.has(service)) byService.set(service, [...ofAny]);
    if (box.actions.services === undefined) ofAny.push(box);
    for (const service of box.actions.services ?? byService.keys()) byService.get(service)?.push(box);
  }
  return { boxes, byService, ofAny };
}

const NO_SERVICES: BoxIndex['byService'] = new Map();
const FEW = 8;

function distinctBoxes(all: readonly Box[]): readonly Box[] {
  const names = new Set<string>();
  return all.filter(({ statement }) => {
    if (statement === undefined) return true;
    const before = names.size;
    return names.add(nameOf(statement)).size > before;
  });
}

/** The boxes that may have actions of the service; undefined: any service. */
export function boxesOf({ boxes, byService, ofAny }: BoxIndex, service: string | undefined): readonly Box[] {
  return service === undefined ? boxes : (byService.get(service) ?? ofAny);
}
