import type { Request } from '../policy/request.ts';
import { isCopiedFromAws } from './aws-statements.ts';
import { purposeOf } from './because.ts';
import type { CustomerStatement } from './customer-statements.ts';
import type { Account } from './evidence.ts';
import { atLeast, type Confidence, type Severity } from './finding.ts';
import { printable } from './printable.ts';
import { resourceMayAllow } from './resource-policy.ts';
import type { Violation } from './rule.ts';
import { refOf, subjectOf } from './statements.ts';

/** What a rule says of one statement of a role's policies. */
interface Said {
  /** What it is about, where that is less than the whole statement, so that an edit elsewhere makes no other finding of it. */
  readonly about?: unknown;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly witness?: Request;
  readonly advice: string;
}

/** A violation that lies in a statement; there is advice for it, as only its author knows what it was to say. */
export function statementViolation(
  { roleCase, text, statement }: CustomerStatement,
  { about, severity, confidence, message, witness, advice }: Said,
): Violation {
  const { role } = roleCase;
  return {
    subject: { effect: statement.effect, about: about ?? subjectOf(statement) },
    severity: isCopiedFromAws(statement) && atLeast(severity, 'low') ? 'low' : severity,
    confidence,
    message,
    region: 'global',
    resource: { arn: role.arn, type: 'AWS::IAM::Role' },
    role: { arn: role.arn, name: role.name },
    ...(witness === undefined ? {} : { witness }),
    because: purposeOf(roleCase),
    statement: refOf({ text, statement }),
    cure: { kind: 'tell', text: advice },
  };
}

/** ``cannot `ecr:BatchGetImage` on `…` ``, and what could allow it all the same. */
export function cannot({ action, resource, context }: Request, account: Account, which = ''): string {
  const unless = resourceMayAllow({ action, resource, context }, account.accountId)
    ? ', unless the policy of the resource allows it'
    : '';
  return `cannot \`${action}\` on \`${printable(resource)}\`${which}${unless}`;
}
