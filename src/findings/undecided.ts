import type { Gap } from '../model/coverage.ts';
import { mapped } from '../model/mapped.ts';
import type { Role } from '../model/role.ts';
import type { StateMachine } from '../model/state-machine.ts';
import { listed } from './customer-statements.ts';
import type { Account, Evidence, GrantCheck, Question, RoleCase } from './evidence.ts';
import { namersOf, pathOf } from './execution.ts';
import { mayBeAllowedThere } from './execution-missing.ts';
import { printable } from './printable.ts';
import { studioTagging } from './studio-tags.ts';

/** Questions that were understood and whose answer depends on what an audit cannot know. */
export function* undecidedGaps(evidence: Evidence): Iterable<Gap> {
  for (const roleCase of evidence.cases) {
    for (const { machine, checks } of roleCase.uses) yield* undecidedGrants(machine, checks, roleCase.role);
    yield* undecidedQuestions(roleCase);
    yield* undecidedDelegations(roleCase);
    yield* undecidedExcess(roleCase);
    yield* undecidedTrust(roleCase);
    yield* undecidedTags(roleCase, evidence.account);
  }
}

/** Required grants, together where they have the same reason. */
function undecidedGrants(machine: StateMachine, checks: readonly GrantCheck[], role: Role): readonly Gap[] {
  const counts = new Map<string, string[]>();
  for (const { grant, outcome } of checks) {
    if (outcome.kind !== 'unknown') continue;
    counts.set(outcome.why, [...(counts.get(outcome.why) ?? []), grant.action]);
  }
  return mapped([...counts], ([why, actions]) => ({
    source: 'policy',
    region: machine.region,
    resource: role.arn,
    kind: 'undecided',
    why: `whether \`${printable(machine.name)}\` may ${[...new Set(actions)].map((action) => `\`${action}\``).join(', ')}: ${why}`,
  }));
}

/** Questions of executions, together where they have the same reason. */
function* undecidedQuestions({ role, questions }: RoleCase): Iterable<Gap> {
  const groups = new Map<string, [Question, ...Question[]]>();
  for (const question of questions) {
    const why = doubtIn(question);
    if (why === undefined) continue;
    const key = JSON.stringify([question.region, why]);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [question]);
    else same.push(question);
  }
  for (const group of groups.values()) {
    const [first] = group;
    const [{ execution }] = first.askers;
    const others = namersOf(group).size - 1;
    const who = `${pathOf(execution)}${others === 0 ? '' : ` and ${others} more`}`;
    const actions = [...new Set(group.map((question) => question.askers[0].grant.action))];
    const what = `${actions.map((action) => `\`${action}\``).join(', ')}${calledIn(group)}`;
    const why = `whether ${who} may ${what} with the role: ${doubtIn(first)}`;
    yield { source: 'policy', region: first.region, resource: role.arn, kind: 'undecided', why };
  }
}

/** What keeps a question from an answer. What the role may not call, the policy of the function or queue may let it call. */
function doubtIn({ outcome, askers: [{ grant }] }: Question): string | undefined {
  if (outcome.kind === 'unknown') return outcome.why;
  if (outcome.kind === 'covered' || !mayBeAllowedThere(grant, outcome)) return undefined;
  const [service = ''] = grant.action.split(':');
  const called = CALLED.get(service) ?? 'resource';
  return `its policies do not allow it, and the policy of the ${called}, which was not read, may: allow it to the role, or see that the ${called} does`;
}

/** What may let a role call it by a policy of its own, by service. */
const CALLED: ReadonlyMap<string, string> = new Map([
  ['lambda', 'function'],
  ['sns', 'topic'],
  ['sqs', 'queue'],
]);

/** The functions and the like whose own policies decide. */
function calledIn(group: readonly Question[]): string {
  const called = group.flatMap(({ outcome }) =>
    outcome.kind === 'missing' ? [outcome.witness.resource] : [],
  );
  return called.length === 0 ? '' : ` on ${listed([...new Set(called)])}`;
}

function* undecidedDelegations({ role: own, delegations }: RoleCase): Iterable<Gap> {
  for (const { use, target } of delegations) {
    if (target === undefined) continue;
    yield* undecidedGrants(use.machine, target.checks, target.role);
    if (target.trust.kind === 'unknown')
      yield {
        source: 'policy',
        region: 'global',
        resource: target.role.arn,
        kind: 'undecided',
        why: `whether \`${printable(own.name)}\` may assume the role: ${target.trust.why}`,
      };
  }
}

function undecidedExcess(roleCase: RoleCase): readonly Gap[] {
  const { role, executions, statements, broadPolicies, excessBlockedBy } = roleCase;
  const place = {
    source: 'policy',
    region: 'global',
    resource: role.arn,
    kind: 'undecided',
  } as const;
  if (excessBlockedBy !== undefined) {
    // What is justified by all that is known cannot be too much.
    const isModest = executions.length > 0 && statements.every(({ excess }) => excess.kind === 'none');
    return isModest ? [] : [{ ...place, why: excessBlockedBy }];
  }
  if (!statements.some(({ excess }) => excess.kind === 'unknown')) return [];
  // An AWS managed policy that is told as too wide is told as a whole.
  const told = new Set(statements.filter(({ excess }) => excess.kind === 'excess').map(({ text }) => text));
  const broad = new Set(broadPolicies.map(({ text }) => text));
  const whys = statements.flatMap(({ text, excess }) =>
    excess.kind === 'unknown' && !broad.has(text) && !(text.origin === 'aws-managed' && told.has(text))
      ? [`whether \`${printable(text.name)}\` allows too much: ${excess.why}`]
      : [],
  );
  return [...new Set(whys)].map((why) => ({ ...place, why }));
}

function* undecidedTrust({ trustQuestions }: RoleCase): Iterable<Gap> {
  for (const { role, assumer, answer } of trustQuestions) {
    if (answer.kind === 'unknown')
      yield {
        source: 'policy',
        region: 'global',
        resource: role.arn,
        kind: 'undecided',
        why: `whether \`${assumer.service}\` may assume the role: ${answer.why}`,
      };
  }
}

/** What Studio may tag, together where it has the same reason. */
function* undecidedTags(roleCase: RoleCase, account: Account): Iterable<Gap> {
  const { role } = roleCase;
  for (const { group, tags } of studioTagging(roleCase, account)) {
    const open = tags.filter((tag) => tag.kind === 'unknown');
    for (const why of new Set(open.map((tag) => tag.why))) {
      const calls = open.filter((tag) => tag.why === why).map(({ creates }) => `\`${creates}\``);
      yield {
        source: 'policy',
        region: group.subject.region,
        resource: role.arn,
        kind: 'undecided',
        why: `whether Studio may \`sagemaker:AddTags\` to what it makes by ${calls.join(', ')}: ${why}`,
      };
    }
  }
}
