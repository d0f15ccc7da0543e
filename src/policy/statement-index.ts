import type { PolicyDocument } from './document.ts';
import { kept } from './kept.ts';
import { type PatternPart, type PlainPart, parsePattern, parseWildcards } from './pattern-parts.ts';
import type { Statement } from './statement.ts';

/** A statement as the evaluator reads it: its patterns taken apart once. */
export interface ReadyStatement {
  readonly statement: Statement;
  /** Action patterns without wildcards, in lower case. */
  readonly names: ReadonlySet<string>;
  /** The other action patterns, in lower case. */
  readonly wildcards: readonly (readonly PlainPart[])[];
  readonly resources: readonly (readonly PatternPart[])[];
}

interface StatementIndex {
  readonly byService: ReadonlyMap<string, readonly ReadyStatement[]>;
  /** Statements whose actions may be of any service. */
  readonly ofAny: readonly ReadyStatement[];
}

const INDEXES = new WeakMap<PolicyDocument, StatementIndex>();

/** The statements of a document that can match the action, given in lower case, in their order; and maybe others. */
export function statementsAbout(document: PolicyDocument, action: string): readonly ReadyStatement[] {
  const index = kept(INDEXES, document, indexStatements);
  return index.byService.get(serviceOf(action)) ?? index.ofAny;
}

function indexStatements({ statements }: PolicyDocument): StatementIndex {
  const named = statements.map((statement) => ({
    ready: readyStatement(statement),
    services: statement.actions.not ? undefined : servicesOf(statement.actions.patterns),
  }));
  const about = (service: string | undefined): readonly ReadyStatement[] =>
    named.flatMap(({ ready, services }) =>
      services === undefined || (service !== undefined && services.has(service)) ? [ready] : [],
    );
  const services = new Set(named.flatMap((entry) => [...(entry.services ?? [])]));
  return {
    byService: new Map([...services].map((service) => [service, about(service)])),
    ofAny: about(undefined),
  };
}

function readyStatement(statement: Statement): ReadyStatement {
  const patterns = statement.actions.patterns.map((pattern) => pattern.toLowerCase());
  return {
    statement,
    names: new Set(patterns.filter((pattern) => !hasWildcard(pattern))),
    wildcards: patterns.filter(hasWildcard).map(parseWildcards),
    resources: statement.resources.patterns.map((pattern) => parsePattern(pattern, 'like')),
  };
}

/** Undefined where some pattern leaves the service open. */
function servicesOf(patterns: readonly string[]): ReadonlySet<string> | undefined {
  const services = patterns.map((pattern) => serviceOf(pattern.toLowerCase()));
  return services.some(hasWildcard) ? undefined : new Set(services);
}

/** What stands before the colon; all of a text that has none. */
function serviceOf(action: string): string {
  const colon = action.indexOf(':');
  return colon < 0 ? action : action.slice(0, colon);
}

function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}
