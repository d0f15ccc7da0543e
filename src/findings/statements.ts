import type { ExpectedGrant } from '../expected/grant.ts';
import { mapped } from '../model/mapped.ts';
import type { Role } from '../model/role.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Access } from '../policy/effective.ts';
import { once } from '../policy/kept.ts';
import { pairs } from '../policy/pairs.ts';
import type { Pins } from '../policy/pins.ts';
import type { Statement } from '../policy/statement.ts';
import type { PatternSet } from '../policy/statement-parts.ts';
import type { Account, ExcessAnswer, Execution, Granting, JudgedStatement, Use } from './evidence.ts';
import { excessOf, excessPass, isWithin, measureOf } from './excess.ts';
import type { StatementRef } from './finding.ts';
import { canonicalJson } from './fingerprint.ts';
import { passesOf, widePass } from './pass-role.ts';

/** A role before its statements are judged. */
interface Subject {
  readonly role: Role;
  readonly documents: readonly PolicyDocument[];
  readonly access: Access;
  readonly pins: Pins;
  readonly allowed: readonly ExpectedGrant[];
  readonly uses: readonly Use[];
  readonly executions: readonly Execution[];
  /** True where something that uses the role is not known. */
  readonly isBlocked: boolean;
}

/**
 * Every Allow statement of the role's own policies, with what it grants beyond the uses of the role. `known` holds
 * statements that were judged already.
 */
export function judgeStatements(
  subject: Subject,
  account: Account,
  known: ReadonlyMap<Statement, JudgedStatement>,
): readonly JudgedStatement[] {
  const { allowed, executions, pins } = subject;
  const measure = measureOf(allowed, executions.length > 0, pins, account);
  const isOpen = executions.length > 0 && subject.isBlocked;
  const justified = { grants: allowed, allowed: measure.yardstick.allowed, isOpen };
  const grantings = allowStatements(subject);
  const asked = grantings.flatMap(({ statement }) => (known.has(statement) ? [] : [statement]));
  const noneExceeds = asked.length > 1 && isWithin(subject.access, asked, measure);
  const judge = (granting: Granting): JudgedStatement => {
    const others = noneExceeds ? NO_EXCESS : excessOf(granting, measure);
    const passes = passesOf(granting);
    const withPass = once(() => {
      if (others.kind === 'excess' || passes === undefined) return others;
      const excess = excessPass(passes, measure);
      return excess.kind === 'none' ? others : excess;
    });
    if (isEverything(granting.statement)) {
      const excess = withPass();
      // A boundary or a Deny can leave little of it.
      if (excess.kind === 'excess' && excess.severity === 'high') return judged(granting, true, excess);
    }
    const wide = passes === undefined ? undefined : widePass(passes, pins, account, justified);
    return wide === undefined
      ? judged(granting, false, withPass())
      : { widePass: wide, ...judged(granting, false, others) };
  };
  return mapped(grantings, (granting) => known.get(granting.statement) ?? judge(granting));
}

function judged(
  { text, statement, access }: Granting,
  admin: boolean,
  excess: ExcessAnswer,
): JudgedStatement {
  return { text, statement, access, admin, excess };
}

const NO_EXCESS = { kind: 'none' } as const;

function allowStatements({ role, documents, access }: Subject): readonly Granting[] {
  const denies = mapped(documents, onlyDenies).filter(({ statements }) => statements.length > 0);
  const outer = access.layers.slice(1);
  return pairs(role.policies, documents).flatMap(([text, document]) =>
    mapped(document.statements.filter(isAllow), (statement) => {
      const alone: PolicyDocument = { ...document, statements: [statement] };
      return { text, statement, access: { layers: [[alone, ...denies], ...outer] } };
    }),
  );
}

export function isAllow({ effect }: Statement): boolean {
  return effect === 'Allow';
}

/** What can take away from a statement: the Denies, and what may be one. */
export function onlyDenies(document: PolicyDocument): PolicyDocument {
  return { ...document, statements: document.statements.filter(({ effect }) => effect !== 'Allow') };
}

/** `*` on `*`, without a condition. */
function isEverything({ actions, resources, conditions, trouble }: Statement): boolean {
  const all = (set: PatternSet) =>
    !set.not && set.patterns.some((pattern) => pattern === '*' || pattern === '*:*');
  return all(actions) && all(resources) && conditions.length === 0 && trouble === undefined;
}

/** The place of a statement, for people and for remedies. */
export function refOf({ text, statement }: Pick<Granting, 'text' | 'statement'>): StatementRef {
  return {
    policy: text.arn ?? text.name,
    index: statement.index,
    ...(statement.sid === undefined ? {} : { sid: statement.sid }),
  };
}

/** What a statement grants, whatever its place, Sid or order: the subject of a finding about it. */
export function subjectOf({ actions, resources, conditions }: Statement): unknown {
  return {
    actions: {
      not: actions.not,
      patterns: mapped(actions.patterns, (pattern) => pattern.toLowerCase()).sort(),
    },
    resources: { not: resources.not, patterns: [...resources.patterns].sort() },
    conditions: mapped(conditions, ({ key, test }) => canonicalJson([key, unordered(test)])).sort(),
  };
}

/** A test without the order of its values, and without the place that an undecided one names. */
function unordered(test: Statement['conditions'][number]['test']): unknown {
  const parts = Object.entries(test).filter(([name]) => name !== 'why');
  return Object.fromEntries(
    parts.map(([name, part]) => [name, Array.isArray(part) ? part.map(canonicalJson).sort() : part]),
  );
}
