import type { ExpectedGrant } from '../expected/grant.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Asker } from './evidence.ts';

/** The grant as the next job needs it too: each job writes into a folder of its own, below one of them all. */
export function recurring({ execution: { origin }, grant }: Asker): ExpectedGrant {
  if (origin.kind === 'task' || origin.resource.kind.lifetime !== 'job') return grant;
  const folder = `/${escapeLiteral(origin.resource.name)}/`;
  if (!grant.resources.some((resource) => resource.includes(folder))) return grant;
  const [first, ...others] = grant.resources.map((resource) => {
    const at = resource.indexOf(folder);
    return at < 0 ? resource : `${resource.slice(0, at + 1)}*`;
  });
  return first === undefined ? grant : { ...grant, resources: [first, ...others] };
}
