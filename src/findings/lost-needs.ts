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

/** What the role lacks today, of which one of its policies allowed the witness then, and does not now. */
export function* lostNeeds(
  roleCase: RoleCase,
  { before, now }: { readonly before: unknown; readonly now: unknown },
): Iterable<LostNeed> {
  const [earlier, today] = [accessBy(before, 'baseline'), accessBy(now, 'policy')];
  const allows = (access: Access, witness: Request): boolean =>
    evaluate(access, witness, roleCase.pins).kind === 'allowed';
  for (const { check, who, line } of needsOf(roleCase)) {
    const { grant, outcome } = check;
    if (outcome.kind !== 'missing') continue;
    const { witness } = outcome;
    if (!allows(earlier, witness) || allows(today, witness)) continue;
    yield { witness, who: who(grant), because: line(grant) };
  }
}

function* needsOf({ uses, questions }: RoleCase): Iterable<Need> {
  for (const use of uses) {
    for (const check of use.checks)
      yield {
        check,
        who: (grant) => whoNeeds(use, grant),
        line: ({ why, need }) => becauseLine(use, why, need),
      };
  }
  for (const { askers, outcome } of questions) {
    const [{ execution, grant }] = askers;
    yield {
      check: { grant, outcome },
      who: () => pathOf(execution),
      line: () => executionLine(execution, grant),
    };
  }
}
