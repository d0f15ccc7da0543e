import { expectationOf } from '../../src/expected/expect.ts';
import type { ExpectedGrant } from '../../src/expected/grant.ts';
import { definitionOf, MACHINE } from '../expected/support.ts';

/** How much of the resource a case tells. */
export type CaseForm = 'literal' | 'prefix' | 'dynamic';

/** A case of one task. */
export interface TaskCase {
  readonly task?: Readonly<Record<string, unknown>>;
}

/** The forms that the cases try, by the end of `Resource`: `sns:publish.waitForTaskToken`. */
export function formsTried(cases: readonly TaskCase[]): ReadonlyMap<string, ReadonlySet<CaseForm>> {
  const tried = new Map<string, Set<CaseForm>>();
  for (const { task } of cases) {
    const [, call] = /:states:[^:]*:[^:]*:([^:]+:[^:]+(?::2)?)$/.exec(String(task?.Resource)) ?? [];
    if (task === undefined || call === undefined) continue;
    const { grants } = expectationOf({ definition: definitionOf(task), machine: MACHINE, pack: 'docs-2025' });
    const forms = tried.get(call) ?? new Set();
    for (const grant of grants) if (isOwnCall(grant)) forms.add(formOf(grant));
    tried.set(call, forms);
  }
  return tried;
}

/** What the call itself asks for, where it names a resource. */
function isOwnCall({ bound, need, resources: [resource] }: ExpectedGrant): boolean {
  return bound === 'required' && need === 'create' && resource !== '*';
}

function formOf({ quantifier, resources: [resource] }: ExpectedGrant): CaseForm {
  if (quantifier === 'some') return 'dynamic';
  return resource.endsWith('*') ? 'prefix' : 'literal';
}
