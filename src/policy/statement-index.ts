import { mapped } from '../model/mapped.ts';
import type { PolicyDocument } from './document.ts';
import { kept, memory, once } from './kept.ts';
import { type PatternPart, type PlainPart, parsePattern, parseWildcards } from './pattern-parts.ts';
import type { Statement } from './statement.ts';

/** A statement as the evaluator reads it: its patterns taken apart once. */
export interface ReadyStatement {
  readonly statement: Statement;
  /** Action patterns without wildcards, in lower case. */
  readonly names: ReadonlySet<string>;
  /** The other action patterns, in lower case. */
  readonly wildcards: readonly (readonly PlainPart[])[];
  readonly resources: () => readonly (readonly PatternPart[])[];
}

interface StatementIndex {
  /** With those of any service. */
  readonly byService: ReadonlyMap<string, readonly ReadyStatement[]>;
  /** Statements whose actions may be of any service. */
  readonly ofAny: readonly ReadyStatement[];
}

const INDEXES = memory<PolicyDocument, StatementIndex>();

/** The statements of a document that can match the action, given in lower case, in their order; and maybe others. */
export function statementsAbout(document: PolicyDocument, action: string): readonly ReadyStatement[] {
  const index = kept(INDEXES, document, indexStatements);
  return index.byService.get(serviceOf(action)) ?? index.ofAny;
}

function indexStatements({ statements }: PolicyDocument): StatementIndex {
  const byService = new Map<string, ReadyStatement[]>();
  const ofAny: ReadyStatement[] = [];
  for (const statement of statements) {
    const patterns = mapped(statement.actions.patterns, (pattern) => pattern.toLowerCase());
    const ready = readyStatement(statement, patterns);
    const services = statement.actions.not ? undefined : servicesOf(patterns);
    for (const service of services ?? []) kept(byService, service, () => [...ofAny]);
    if (services === undefined) ofAny.push(ready);
    for (const service of services ?? byService.keys()) byService.get(service)?.push(ready);
  }
  return { byService, ofAny };
}

function readyStatement(statement: Statement, patterns: readonly string[]): ReadyStatement {
  return {
    statement,
    names: new Set(patterns.filter((pattern) => !hasWildcard(pattern))),
    wildcards: mapped(patterns.filter(hasWildcard), parseWildcards),
    resources: once(() => mapped(statement.resources.patterns, (pattern) => parsePattern(pattern, 'like'))),
  };
}

/** Undefined where some pattern leaves the service open. */
function servicesOf(patterns: readonly string[]): ReadonlySet<string> | undefined {
  const services = new Set(mapped(patterns, serviceOf));
  return [...services].some(hasWildcard) ? undefined : services;
}

/** What stands before the colon; all of a text that has none. */
function serviceOf(action: string): string {
  const colon = action.indexOf(':');
  return colon < 0 ? action : action.slice(0, colon);
}

function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}
