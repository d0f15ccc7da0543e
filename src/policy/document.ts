import { isRecord, kindOf, own } from '../model/json.ts';
import { mapped } from '../model/mapped.ts';
import { parsePrincipals, parseResourcesOfAll } from './principal.ts';
import { parseStatement, type Statement, type StatementSyntax, unreadableStatement } from './statement.ts';
import { type PolicyProblem, parseResources, type Version } from './statement-parts.ts';

export type { PolicyProblem } from './statement-parts.ts';

/** A policy document as far as it was understood; `problems` says where it was not. */
export interface PolicyDocument {
  readonly name: string;
  readonly version: Version;
  /** What the `resources` of the statements hold: resources, or the principals of a trust policy. */
  readonly subject: 'resource' | 'principal';
  readonly statements: readonly Statement[];
  readonly problems: readonly PolicyProblem[];
}

/** What sets the kinds of policies apart. */
interface Kind extends Pick<StatementSyntax, 'elements' | 'parseSubject'> {
  readonly subject: PolicyDocument['subject'];
}

const IDENTITY: Kind = {
  subject: 'resource',
  elements: ['NotAction', 'Resource', 'NotResource'],
  parseSubject: parseResources,
};

const TRUST: Kind = {
  subject: 'principal',
  elements: ['NotAction', 'Principal', 'NotPrincipal'],
  parseSubject: parsePrincipals,
};

const RESOURCE_CONTROL: Kind = {
  subject: 'resource',
  elements: ['Principal', 'Resource', 'NotResource'],
  parseSubject: parseResourcesOfAll,
};

/** Reads an identity policy, a boundary or a service control policy; never throws. */
export function parsePolicy(json: unknown, name = 'policy'): PolicyDocument {
  return parseDocument(json, name, IDENTITY);
}

/**
 * Reads a trust policy; never throws. Its principals take the place of resources: `Service:states.amazonaws.com`,
 * `AWS:arn:aws:iam::111122223333:root`, `*`.
 */
export function parseTrustPolicy(json: unknown, name = 'trust policy'): PolicyDocument {
  return parseDocument(json, name, TRUST);
}

/**
 * Reads a resource control policy; never throws. A statement with NotAction, NotPrincipal or a Principal other than
 * `*` is in doubt, as no such policy has them.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function parseResourceControlPolicy(json: unknown, name = 'resource control policy'): PolicyDocument {
  return parseDocument(json, name, RESOURCE_CONTROL);
}

function parseDocument(json: unknown, name: string, kind: Kind): PolicyDocument {
  const { subject, elements, parseSubject } = kind;
  const problems: PolicyProblem[] = [];
  const version = parseVersion(isRecord(json) ? own(json, 'Version') : undefined);
  const unreadable = (path: string, message: string): PolicyDocument => ({
    name,
    version: version ?? '2012-10-17',
    subject,
    statements: [unreadableStatement(0, `${path}: ${message}`)],
    problems: [{ path, message }],
  });
  if (!isRecord(json)) return unreadable('$', `expected a policy document, found ${kindOf(json)}`);
  if (version === undefined) return unreadable('$.Version', 'expected `2012-10-17` or `2008-10-17`');
  const listed = own(json, 'Statement');
  if (!isRecord(listed) && !Array.isArray(listed))
    return unreadable('$.Statement', `expected a statement or an array, found ${kindOf(listed)}`);

  const syntax: StatementSyntax = {
    version,
    parseSubject,
    elements,
    report: (problem) => {
      problems.push(problem);
    },
  };
  const statements = Array.isArray(listed)
    ? mapped(listed, (entry: unknown, index) => parseStatement(entry, index, `$.Statement[${index}]`, syntax))
    : [parseStatement(listed, 0, '$.Statement', syntax)];
  return { name, version, subject, statements, problems };
}

function parseVersion(value: unknown): Version | undefined {
  if (value === undefined) return '2008-10-17';
  return value === '2008-10-17' || value === '2012-10-17' ? value : undefined;
}
