import type { Expectation } from '../expected/grant.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Account, Execution, Use } from './evidence.ts';
import { isOpen, pathOf } from './execution.ts';
import { printable } from './printable.ts';
import { isForSageMaker } from './trust.ts';

/** What uses a role, and who may. */
interface Users {
  readonly uses: readonly Use[];
  readonly executions: readonly Execution[];
  readonly trust: PolicyDocument;
}

/** Why nothing that a role allows can be called too much, as a gap tells it; undefined where all that uses it is known. */
export function excessBlocker({ uses, executions, trust }: Users, account: Account): string | undefined {
  const unknown = uses.find(
    ({ revision, expectation }) => revision.definition.kind !== 'known' || isBroken(expectation),
  );
  if (unknown !== undefined)
    return `${QUESTION}: the definition of \`${printable(unknown.machine.arn)}\` is not known`;
  const open = executions.find(isOpen);
  if (open !== undefined) return `${QUESTION} for ${pathOf(open)}: ${open.use.open ?? ''}`;
  const mayExecute = executions.length > 0 || isForSageMaker(trust);
  return mayExecute && !account.sageMakerComplete
    ? `${QUESTION}: SageMaker may assume it, and not all SageMaker resources were read`
    : undefined;
}

const QUESTION = 'whether the role allows too much';

function isBroken(expectation: Expectation): boolean {
  return expectation.gaps.some(({ kind }) => kind === 'malformed');
}
