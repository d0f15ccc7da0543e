import type { RoleCase } from './evidence.ts';
import { nounOf } from './execution.ts';
import { printable } from './printable.ts';

/** What uses a role, by kinds of resources and names of state machines: `` training jobs and `nightly` ``. */
export function usersOf({ executions, uses }: Pick<RoleCase, 'executions' | 'uses'>): string {
  const kinds = new Set(executions.map((execution) => inWords(nounOf(execution))));
  const machines = new Set(uses.map(({ machine }) => `\`${printable(machine.name)}\``));
  const all = [...[...kinds].sort(), ...[...machines].sort()];
  const last = all.pop() ?? 'nothing';
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`;
}

/** `TrainingJob`: training jobs. */
function inWords(noun: string): string {
  return `${noun.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()}s`;
}
