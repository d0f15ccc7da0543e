import type { Spellings } from './grant.ts';
import type { Target, TargetsOf } from './target.ts';

const REVISION = /:\d+$/;

/**
 * Resources that have revisions, such as task definitions. One that is named without stands for its newest revision,
 * which only a run knows; a policy may name that revision, all of them, or none.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export function revisioned(on: TargetsOf): TargetsOf {
  return (call) => on(call).map(withRevisions);
}

function withRevisions({ exact: [named, ...others], loose, quantifier }: Target): Target {
  const family = named.replace(REVISION, '');
  const every = `${family}:*`;
  const wide = withOthers(loose, every, family);
  if (family !== named) return { exact: [named, ...others, family], loose: wide, quantifier };
  const isWhole = !named.endsWith('*');
  return { exact: [named, ...others, every], loose: wide, quantifier: isWhole ? 'some' : quantifier };
}

function withOthers([first, ...others]: Spellings, ...more: readonly string[]): Spellings {
  return [first, ...new Set([...others, ...more].filter((pattern) => pattern !== first))];
}
