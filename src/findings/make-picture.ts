import type { ExpectedGrant, PassedRole } from '../expected/grant.ts';
import { policyOf } from '../expected/policy-of.ts';
import type { Evidence, Execution, RoleCase, Use } from './evidence.ts';
import { subjectOf } from './execution.ts';
import type { Picture, PicturedRole, PicturedStatement, PictureLink } from './picture.ts';
import { picturedPolicy, picturedStatement } from './picture-statements.ts';
import { grantsOf } from './questions.ts';

/** What one part of the evidence shows. */
export function picturePart({ account, cases, homeless, homelessExecutions }: Evidence): Picture {
  return {
    roles: cases.map((each) => picturedRole(each, account.delegated.get(each.role.arn) ?? [])),
    links: [
      ...cases.flatMap(({ uses }) => uses.flatMap(linksOfUse)),
      ...cases.flatMap(({ executions }) => linksOfExecutions(executions)),
      ...homeless.flatMap(linksOfUse),
      ...linksOfExecutions(homelessExecutions),
    ],
  };
}

/** All parts as one, in an order that is the same on every machine, whatever its locale. */
export function joinPictures(parts: readonly Picture[]): Picture {
  const links = new Map<string, PictureLink>();
  for (const part of parts) for (const link of part.links) links.set(keyOf(link), link);
  return {
    roles: parts.flatMap(({ roles }) => roles).sort((left, right) => (left.arn < right.arn ? -1 : 1)),
    links: [...links].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, link]) => link),
  };
}

/** What was asked for, with what it leads to, however far, and what leads to it. */
export function pictureAbout({ roles, links }: Picture, wanted: ReadonlySet<string>): Picture {
  const shown = new Set([
    ...reached(
      wanted,
      links.map(({ from, to }) => [from, to]),
    ),
    ...reached(
      wanted,
      links.map(({ from, to }) => [to, from]),
    ),
  ]);
  return {
    roles: roles.filter(({ arn }) => shown.has(arn)),
    links: links.filter(({ from, to }) => shown.has(from) && shown.has(to)),
  };
}

function reached(
  wanted: ReadonlySet<string>,
  steps: readonly (readonly [from: string, to: string])[],
): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const [from, to] of steps) next.set(from, [...(next.get(from) ?? []), to]);
  // A Set is also walked over what is added on the way.
  const found = new Set(wanted);
  for (const arn of found) for (const to of next.get(arn) ?? []) found.add(to);
  return found;
}

function picturedRole(
  { role, uses, executions }: RoleCase,
  delegated: readonly ExpectedGrant[],
): PicturedRole {
  const { arn, name, policies, boundary } = role;
  const grants = [
    ...uses
      .filter(({ revision }) => revision.use === 'runs')
      .flatMap(({ expectation }) => expectation.grants),
    ...delegated,
    ...grantsOf(executions),
  ];
  return {
    arn,
    name,
    policies: policies.map(picturedPolicy),
    ...(boundary === undefined ? {} : { boundary: picturedPolicy(boundary) }),
    expected: expectedOf(grants),
  };
}

function expectedOf(grants: readonly ExpectedGrant[]): readonly PicturedStatement[] {
  return policyOf(grants, 'required').policy.Statement.flatMap(
    (statement) => picturedStatement(statement) ?? [],
  );
}

/** The role of a definition, and those that its tasks hand on or take on. */
function linksOfUse({ machine, revision, expectation }: Use): readonly PictureLink[] {
  const { roleArn } = revision;
  const { passedRoles, delegations } = expectation;
  const passer = ({ why }: PassedRole): string =>
    delegations.find((delegation) => delegation.why.state === why.state)?.roleArn ?? roleArn;
  return [
    { from: machine.arn, to: roleArn, kind: 'runs-as' },
    ...passedRoles.map(
      (passed) =>
        ({ from: passer(passed), to: passed.roleArn, kind: 'passes', service: passed.service }) as const,
    ),
    ...delegations.map((delegation) => ({ from: roleArn, to: delegation.roleArn, kind: 'assumes' }) as const),
  ];
}

/** Of what is there; what tasks would make is told by the roles that they pass. */
function linksOfExecutions(executions: readonly Execution[]): readonly PictureLink[] {
  return executions
    .filter(({ origin }) => origin.kind === 'resource')
    .map((execution) => ({
      from: subjectOf(execution).arn,
      to: execution.roleArn,
      kind: 'executes-with',
    }));
}

/** In the order in which links are shown. */
function keyOf({ from, to, kind, service = '' }: PictureLink): string {
  return [from, to, kind, service].join('\n');
}
