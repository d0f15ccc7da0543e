import { asArray, isRecord, own } from '../model/json.ts';
import { readValue } from '../model/read.ts';
import { canonicalDocument, canonicalStatement } from '../policy/canonical.ts';
import type { Account } from './evidence.ts';
import { digest } from './fingerprint.ts';
import { told, type Violation } from './rule.ts';

/**
 * What matters of the content of a finding: how bad and how sure it is, what is expected, and what the statement says that
 * it speaks of. Texts, witness, places and times stay out: they follow from this, or move without anybody having changed
 * anything.
 */
export function contentOf(violation: Violation, account: Account): string {
  const { severity, confidence } = violation;
  const expected = told(violation.expected);
  const statement = meaningOf(violation, account);
  return digest({
    severity,
    // How sure it is of a statement goes by the witness, and of the many that there are any may come first.
    ...(statement === undefined ? { confidence } : {}),
    expected: expected === undefined ? undefined : canonicalDocument(expected),
    statement,
  });
}

/** Of a policy that AWS manages, or that the finding is about as a whole, all that it says. */
function meaningOf(violation: Violation, { roles }: Account): string | undefined {
  const { statement, role, subject } = violation;
  const policy = policyOf(violation);
  const text = roles.get(role.arn)?.policies.find(({ arn, name }) => (arn ?? name) === policy);
  const document = text === undefined ? undefined : readValue(text.document);
  if (text === undefined || !isRecord(document)) return undefined;
  const isWhole =
    text.origin === 'aws-managed' || (isRecord(subject) && own(subject, 'policy') !== undefined);
  if (isWhole || statement === undefined) return canonicalDocument(document);
  const told = asArray([own(document, 'Statement')].flat())[statement.index];
  return isRecord(told) ? canonicalStatement(told) : undefined;
}

/** The policy that the finding speaks of, by its ARN, or by its name where it is inline. */
function policyOf({ statement, resource, subject }: Violation): unknown {
  if (statement !== undefined) return statement.policy;
  if (resource.type === 'AWS::IAM::ManagedPolicy') return resource.arn;
  return isRecord(subject) ? own(subject, 'policy') : undefined;
}
