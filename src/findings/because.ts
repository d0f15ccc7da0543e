import type { Because, ExpectedGrant, Need } from '../expected/grant.ts';
import type { CheckedUse, RoleCase, Use } from './evidence.ts';
import type { BecauseLine } from './finding.ts';
import { printable } from './printable.ts';

/** A need as one line of a finding. */
export function becauseLine({ machine, revision }: Use, why: Because, need: Need): BecauseLine {
  return {
    stateMachine: revision.qualifier === 'current' ? machine.arn : `${machine.arn}:${revision.qualifier}`,
    state: why.state,
    integration: why.integration,
    pattern: why.pattern,
    source: why.source,
    need,
  };
}

/** One line for each state and need, in the order of the definitions. */
export function becauseLines(
  needs: Iterable<{ readonly use: CheckedUse; readonly grant: ExpectedGrant }>,
): readonly BecauseLine[] {
  const lines = new Map<string, BecauseLine>();
  for (const { use, grant } of needs) {
    const line = becauseLine(use, grant.why, grant.need);
    const key = JSON.stringify([line.stateMachine, line.state, line.need]);
    if (!lines.has(key)) lines.set(key, line);
  }
  return [...lines.values()];
}

/** What the role is for: the calls that its state machines make. */
export function purposeOf(roleCase: RoleCase): readonly BecauseLine[] {
  const calls: { use: CheckedUse; grant: ExpectedGrant }[] = [];
  for (const use of roleCase.uses) {
    for (const grant of use.expectation.grants) {
      if (grant.bound === 'required' && grant.need === 'create') calls.push({ use, grant });
    }
  }
  return becauseLines(calls);
}

/** `$.States.Train of my-machine`: the place of a need in words. */
export function whoNeeds(use: CheckedUse, grant: ExpectedGrant): string {
  return `\`${printable(grant.why.state)}\` of \`${printable(use.machine.name)}\``;
}
