import type { Execution, RoleCase } from './evidence.ts';
import { isSageMakers } from './execution.ts';

/** Kinds of resources in which people and their code make calls with the role. */
const KINDS: ReadonlySet<string> = new Set([
  'Cluster',
  'Domain',
  'NotebookInstance',
  'Pipeline',
  'UserProfile',
]);

/**
 * The uses of a role by code that nobody has read and that makes calls with it: notebooks, Studio, clusters and pipelines. What the
 * role needs for tasks of state machines and for jobs is known, and rules of its own tell it.
 */
export function callsByUnknownCode({ executions }: RoleCase): readonly Execution[] {
  return executions.filter(
    (execution) =>
      execution.origin.kind === 'resource' &&
      KINDS.has(execution.origin.resource.kind.noun) &&
      execution.use.open !== undefined &&
      isSageMakers(execution),
  );
}
