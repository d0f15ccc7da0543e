import { mapped } from '../model/mapped.ts';
import { kept } from '../policy/kept.ts';
import { contentOf } from './content-digest.ts';
import type { Evidence, Outcome, RoleCase } from './evidence.ts';
import { atLeast, type Finding, type Remedy, SEVERITIES } from './finding.ts';
import { digest, fingerprintOf, identityText } from './fingerprint.ts';
import { withoutSecrets } from './redact.ts';
import { remediesFor } from './remedy.ts';
import { type Rule, told, type Violation } from './rule.ts';

/** What the rules have to say about one part of the evidence, each with its identity and a remedy that was tried. */
export function judge(evidence: Evidence, rules: readonly Rule[], takenAt: string): readonly Finding[] {
  const found = new Map<string, Finding>();
  const violated = violations(evidence, rules);
  if (violated.length === 0) return [];
  const concerned = rules.filter(({ ignoresPolicies }) => ignoresPolicies !== true);
  const remedyOf = remediesFor(evidence, new Set(mapped(violated, ([identity]) => identity)), (altered) =>
    identitiesIn(altered, concerned),
  );
  const contents = contentsOf(evidence, violated);
  for (const [identity, rule, violation] of violated) {
    const before = found.get(identity);
    if (before === undefined || !atLeast(before.severity, violation.severity)) {
      const content = contents.get(identity) ?? '';
      const remedy = remedyOf(identity, told(violation.cure));
      found.set(identity, withoutSecrets(findingOf(identity, rule, violation, remedy, content, takenAt)));
    }
  }
  return [...found.values()];
}

/** The content digest of every finding by its id, without the work that remedies are. */
export function identify(evidence: Evidence, rules: readonly Rule[]): ReadonlyMap<string, string> {
  const contents = contentsOf(evidence, violations(evidence, rules));
  return new Map([...contents].map(([identity, content]) => [fingerprintOf(identity), content]));
}

/** By the identities, as texts. */
function contentsOf({ account }: Evidence, violated: Iterable<Violated>): ReadonlyMap<string, string> {
  const contents = new Map<string, Set<string>>();
  for (const [identity, , violation] of violated)
    kept(contents, identity, () => new Set<string>()).add(contentOf(violation, account));
  return new Map(mapped([...contents], ([identity, all]) => [identity, joined([...all].sort())]));
}

/** Two statements can make one finding, of which only one is told. */
function joined([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : digest([first, ...others]);
}

/**
 * All findings, each once: with its worst severity, and of those with the first role. Sorted by severity, rule,
 * resource.
 */
export function joinFindings(parts: readonly (readonly Finding[])[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of parts.flat()) {
    const before = found.get(finding.id);
    if (before === undefined || isRather(finding, before)) found.set(finding.id, finding);
  }
  return [...found.values()].sort(worstFirst);
}

function isRather(one: Finding, other: Finding): boolean {
  if (one.severity !== other.severity) return !atLeast(other.severity, one.severity);
  return one.role.arn < other.role.arn;
}

function* identitiesIn(evidence: Evidence, rules: readonly Rule[]): Iterable<string> {
  for (const rule of rulesOn(evidence, rules))
    for (const violation of rule.check(evidence)) yield identityOf(violation, rule, evidence);
}

/** With its identity as a text: only what becomes a finding needs a fingerprint. */
type Violated = readonly [string, Rule, Violation];

function violations(evidence: Evidence, rules: readonly Rule[]): readonly Violated[] {
  const found: Violated[] = [];
  for (const rule of rulesOn(evidence, rules))
    for (const violation of rule.check(evidence))
      found.push([identityOf(violation, rule, evidence), rule, violation]);
  return found;
}

/** Those that have something to look at. */
function rulesOn({ cases }: Evidence, rules: readonly Rule[]): readonly Rule[] {
  const has = {
    uses: cases.some(({ uses }) => uses.length > 0),
    executions: cases.some(({ executions }) => executions.length > 0),
    refusals: cases.some(isRefused),
  };
  return rules.filter(({ of }) => of === undefined || has[of]);
}

function isRefused({ uses, questions }: RoleCase): boolean {
  return uses.some(({ checks }) => checks.some(isMissing)) || questions.some(isMissing);
}

function isMissing({ outcome }: { readonly outcome: Outcome }): boolean {
  return outcome.kind === 'missing';
}

function identityOf(violation: Violation, { id: ruleId }: Rule, { account }: Evidence): string {
  const { partition, accountId } = account;
  const { region, resource, subject } = violation;
  return identityText({
    partition,
    accountId,
    region,
    ruleId,
    resource: resource.arn,
    subject: { subject, ...subjectIn(violation) },
  });
}

/** A state machine can change its role; what the new role lacks is another matter than what the old one lacked. */
function subjectIn({ resource, role, isExample }: Violation): { readonly role?: string } {
  return resource.arn === role.arn || isExample === true ? {} : { role: role.arn };
}

function findingOf(
  identity: string,
  rule: Rule,
  violation: Violation,
  remedy: Remedy,
  contentDigest: string,
  takenAt: string,
): Finding {
  const { witness, statement } = violation;
  const expected = told(violation.expected);
  return {
    id: fingerprintOf(identity),
    ruleId: rule.id,
    severity: violation.severity,
    status: 'new',
    confidence: violation.confidence,
    title: rule.title,
    message: told(violation.message),
    region: violation.region,
    resource: violation.resource,
    role: violation.role,
    ...(expected === undefined ? {} : { expected: { policy: expected } }),
    ...(witness === undefined ? {} : { witness }),
    because: told(violation.because),
    ...(statement === undefined ? {} : { statement }),
    remedy,
    contentDigest,
    firstSeen: takenAt,
    lastSeen: takenAt,
    references: [...new Set([...(told(violation.references) ?? []), ...rule.references])],
  };
}

/** By severity, rule, resource. */
export function worstFirst(left: Finding, right: Finding): number {
  return (
    SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
    compare(left.ruleId, right.ruleId) ||
    compare(left.resource.arn, right.resource.arn) ||
    compare(left.witness?.action ?? '', right.witness?.action ?? '') ||
    compare(left.id, right.id)
  );
}

/** By UTF-16 code units: the same on every machine, whatever its locale. */
function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
