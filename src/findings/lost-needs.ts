import type { ExpectedGrant } from '../expected/grant.ts';
import type { Access } from '../policy/effective.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Request } from '../policy/request.ts';
import { becauseLine, whoNeeds } from './because.ts';
import type { GrantCheck, RoleCase } from './evidence.ts';
import { executionLine, pathOf } from './execution.ts';
import type { BecauseLine } from './finding.ts';
import { accessBy } from './policy-gains.ts';

/** A request that a role needs, that it is refused, and that a document allowed before it changed. */
export interface LostNeed {
  readonly roleCase: RoleCase;
  readonly witness: Request;
  /** Who needs it, in words. */
  readonly who: string;
  readonly because: BecauseLine;
}

interface Need {
  readonly check: GrantCheck;
  readonly who: (grant: ExpectedGrant) => string;
  readonly line: (grant: ExpectedGrant) => BecauseLine;
}

/** What the roles lack today, of which one of their policies allowed the witness then, and does not now. */
export function* lostNeeds(
  cases: readonly RoleCase[],
  { before, now }: { readonly before: unknown; readonly now: unknown },
): Iterable<LostNeed> {
  const [earlier, today] = [accessBy(before, 'baseline'), accessBy(now, 'policy')];
  for (const roleCase of cases) {
    const allows = (access: Access, witness: Request): boolean =>
      evaluate(access, witness, roleCase.pins).kind === 'allowed';
    for (const { check, who, line } of needsOf(roleCase)) {
      const { grant, outcome } = check;
      if (outcome.kind !== 'missing') continue;
      const { witness } = outcome;
      if (!allows(earlier, witness) || allows(today, witness)) continue;
      yield { roleCase, witness, who: who(grant), because: line(grant) };
    }
  }
}

function* needsOf({ uses, executions }: RoleCase): Iterable<Need> {
  for (const use of uses) {
    for (const check of use.checks)
      yield {
        check,
        who: (grant) => whoNeeds(use, grant),
        line: ({ why, need }) => becauseLine(use, why, need),
      };
  }
  for (const execution of executions) {
    for (const check of execution.checks)
      yield { check, who: () => pathOf(execution), line: (grant) => executionLine(execution, grant) };
  }
}
