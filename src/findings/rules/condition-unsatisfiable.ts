import { evaluate } from '../../policy/evaluate.ts';
import { pinnedValues } from '../../policy/pins.ts';
import type { Request } from '../../policy/request.ts';
import { whoNeeds } from '../because.ts';
import {
  type CustomerStatement,
  customerStatements,
  listed,
  placeOf,
  statementsOf,
} from '../customer-statements.ts';
import type { Account, RoleCase } from '../evidence.ts';
import { knownPins } from '../known-requests.ts';
import { besidePassRole } from '../pass-role-conditions.ts';
import { printable } from '../printable.ts';
import { CONDITION_KEYS, PASS_ROLE, SERVICE_AUTHORIZATION } from '../references.ts';
import type { Rule, Violation } from '../rule.ts';
import { accessWithout, refusedAbout } from '../sample-request.ts';
import { ROLE } from '../scrutiny.ts';
import { cannot, statementViolation } from '../statement-violation.ts';
import { type Unmet, unmetConditions } from '../unmet-conditions.ts';
import { type UnmetTag, unmetTags } from '../untagged-tasks.ts';

export const conditionUnsatisfiable: Rule = {
  id: 'condition-unsatisfiable',
  title: 'No request made with the role meets the conditions of a statement',
  severity: 'medium',
  topic: 'statement',
  why: 'Conditions can contradict one another, or ask for what requests with this role never carry: a tag that a task does not set, a tag that the role does not have, the second factor of a user, the endpoint of a VPC, or `iam:PassedToService` for another action than `iam:PassRole`. Then the statement grants nothing.',
  remedy: 'Change the condition to one that the requests meet, or the requests so that they meet it.',
  references: [CONDITION_KEYS, PASS_ROLE, SERVICE_AUTHORIZATION],
  scrutiny: ROLE,
  *check(evidence) {
    const { account } = evidence;
    for (const found of customerStatements(evidence)) {
      if (found.statement.effect !== 'Allow' || found.statement.conditions.length === 0) continue;
      const unmet = unmetConditions(found);
      if (unmet === undefined) yield* besidePassRoleViolations(found, account);
      else yield* unmetViolations(found, unmet, account);
    }
    for (const roleCase of evidence.cases) yield* unmetTagViolations(roleCase);
  },
};

/** None where the role allows what was meant all the same. */
function* unmetViolations(found: CustomerStatement, unmet: Unmet, account: Account): Iterable<Violation> {
  const { roleCase, statement } = found;
  const rest = { access: accessWithout(found), pins: knownPins(roleCase) };
  const request = refusedAbout(statement, rest, account);
  if (request === undefined) return;
  const witness = { ...request, context: knownContext(found) };
  if (evaluate(roleCase.access, witness, roleCase.pins).kind === 'allowed') return;
  const name = `\`${printable(roleCase.role.name)}\``;
  yield statementViolation(found, {
    severity: isMeantForOthers(found, unmet) ? 'low' : 'medium',
    confidence: 'confirmed',
    message: `${name}: ${placeOf(found)} grants nothing, as ${reasonOf(unmet)}: ${name} ${cannot(witness, account)}`,
    witness,
    advice: `Change the conditions of ${placeOf(found)} so that requests made with the role can meet them, or remove it`,
  });
}

/** A managed policy may hang on users and groups as well, whose requests may meet it. */
function isMeantForOthers({ text }: CustomerStatement, { kind }: Unmet): boolean {
  return kind === 'never' && text.origin !== 'inline';
}

function reasonOf(unmet: Unmet): string {
  return unmet.kind === 'contradiction'
    ? `its conditions on ${listed(unmet.keys)} contradict one another`
    : `no request made with the role meets its condition on ${listed(unmet.conditions.map(({ spelling }) => spelling))}`;
}

/** The keys of the conditions whose values the role decides. */
function knownContext({ roleCase, statement }: CustomerStatement): Request['context'] {
  const values = pinnedValues(knownPins(roleCase));
  return Object.fromEntries(
    statement.conditions.flatMap(({ key, spelling }) => {
      const known = values.get(key) ?? [];
      return known.length === 0 ? [] : [[spelling, known] as const];
    }),
  );
}

function* besidePassRoleViolations(found: CustomerStatement, account: Account): Iterable<Violation> {
  const beside = besidePassRole(found, account);
  if (beside === undefined) return;
  const { actions, witness, isWhole, isNeeded } = beside;
  const { role } = found.roleCase;
  const name = `\`${printable(role.name)}\``;
  yield statementViolation(found, {
    severity: isWhole || isNeeded ? 'medium' : 'info',
    confidence: 'confirmed',
    message: `${name}: ${placeOf(found)} allows ${listed(actions)} under a condition on \`iam:PassedToService\`, which only \`iam:PassRole\` carries: ${name} ${cannot(witness, account, isNeeded ? NEEDED : '')}`,
    witness,
    advice: `Give ${isWhole ? 'them' : '`iam:PassRole`'} a statement ${isWhole ? 'without that condition' : 'of its own, and the other actions one without the condition'}`,
  });
}

const NEEDED = ', which something that uses it needs';

/** One violation for each statement, with the first task that it stops. */
function* unmetTagViolations(roleCase: RoleCase): Iterable<Violation> {
  const told = new Set<unknown>();
  for (const unmet of unmetTags(roleCase, statementsOf(roleCase))) {
    if (told.has(unmet.found.statement)) continue;
    told.add(unmet.found.statement);
    yield unmetTagViolation(unmet);
  }
}

function unmetTagViolation({ found, tags, use, grant, witness }: UnmetTag): Violation {
  const { roleCase, statement } = found;
  const name = `\`${printable(roleCase.role.name)}\``;
  const verb = statement.effect === 'Allow' ? 'allows' : 'denies';
  const how = statement.effect === 'Allow' ? 'only with' : 'without';
  return statementViolation(found, {
    severity: 'medium',
    confidence: 'confirmed',
    message: `${name}: ${placeOf(found)} ${verb} \`${witness.action}\` ${how} ${listed(tags)}, which ${whoNeeds(use, grant)} does not send: ${name} cannot \`${witness.action}\` on \`${printable(witness.resource)}\``,
    witness,
    advice: `Let ${whoNeeds(use, grant)} set the tags that ${placeOf(found)} demands, or leave the tags out of its conditions`,
  });
}
