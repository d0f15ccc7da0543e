import type { RoleCase } from './evidence.ts';
import { nounOf } from './execution.ts';
import { printable } from './printable.ts';

/** What uses a role, by kinds of resources and names of state machines: `` training jobs and `nightly` ``. */
export function usersOf({ executions, uses }: Pick<RoleCase, 'executions' | 'uses'>): string {
  const kinds = new Set(executions.map((execution) => inWords(nounOf(execution))));
  const machines = new Set(uses.map(({ machine }) => `\`${printable(machine.name)}\``));
  return listed([...[...kinds].sort(), ...[...machines].sort()]);
}

/** Kinds of resources by their nouns: `models and training jobs`. */
export function kindsOf(nouns: readonly string[]): string {
  return listed(nouns.map(inWords).sort());
}

function listed(all: readonly string[]): string {
  const last = all.at(-1) ?? 'nothing';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}

/** `TrainingJob`: training jobs. */
function inWords(noun: string): string {
  return `${noun.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()}s`;
}
