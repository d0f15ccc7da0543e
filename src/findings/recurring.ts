import type { ExpectedGrant } from '../expected/grant.ts';
import { mapped } from '../model/mapped.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Asker } from './evidence.ts';

/** The grant as the next job needs it too: each job writes into a folder of its own, below one of them all. */
export function recurring({ execution: { origin }, grant }: Asker): ExpectedGrant {
  if (origin.kind === 'task' || origin.resource.kind.lifetime !== 'job') return grant;
  const folder = `/${escapeLiteral(origin.resource.name)}/`;
  return onResources(grant, (resource) => cutBehind(resource, resource.indexOf(folder)));
}

/** The grant on all objects of a bucket; one that is not on objects as it is. */
export function onWholeBucket(grant: ExpectedGrant): ExpectedGrant {
  return onResources(grant, (resource) =>
    OBJECT.test(resource) ? cutBehind(resource, resource.indexOf('/')) : resource,
  );
}

const OBJECT = /^arn:[^:]*:s3:::[^/]*\/./;

function cutBehind(resource: string, at: number): string {
  return at < 0 ? resource : `${resource.slice(0, at + 1)}*`;
}

/** The grant itself where none of its resources becomes another. */
function onResources(grant: ExpectedGrant, change: (resource: string) => string): ExpectedGrant {
  const [first, ...others] = grant.resources;
  const resources = [change(first), ...mapped(others, change)] as const;
  return resources.every((resource, index) => resource === grant.resources[index])
    ? grant
    : { ...grant, resources };
}
