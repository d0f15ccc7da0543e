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

const READY = memory<Statement, ReadyStatement>();

/** The statement, taken apart when it is first asked for: documents that are made of others share their statements. */
export function readyStatement(statement: Statement): ReadyStatement {
  return kept(READY, statement, getReady);
}

function getReady(statement: Statement): ReadyStatement {
  const patterns = lowered(statement);
  return {
    statement,
    names: new Set(patterns.filter((pattern) => !hasWildcard(pattern))),
    wildcards: mapped(patterns.filter(hasWildcard), parseWildcards),
    resources: once(() => mapped(statement.resources.patterns, (pattern) => parsePattern(pattern, 'like'))),
  };
}

interface StatementIndex {
  /** With those of any service. */
  readonly byService: ReadonlyMap<string, readonly Statement[]>;
  /** Statements whose actions may be of any service. */
  readonly ofAny: readonly Statement[];
}

const INDEXES = memory<PolicyDocument, StatementIndex>();

/** So many are looked at one by one before an index would pay. */
const FEW = 8;

/** The statements of a document that can match the action, given in lower case, in their order; and maybe others. */
export function statementsAbout(document: PolicyDocument, action: string): readonly Statement[] {
  if (document.statements.length <= FEW) return document.statements;
  const index = kept(INDEXES, document, indexStatements);
  return index.byService.get(serviceOf(action)) ?? index.ofAny;
}

function indexStatements({ statements }: PolicyDocument): StatementIndex {
  const byService = new Map<string, Statement[]>();
  const ofAny: Statement[] = [];
  for (const statement of statements) {
    const services = statement.actions.not ? undefined : servicesOf(lowered(statement));
    for (const service of services ?? []) kept(byService, service, () => [...ofAny]);
    if (services === undefined) ofAny.push(statement);
    for (const service of services ?? byService.keys()) byService.get(service)?.push(statement);
  }
  return { byService, ofAny };
}

function lowered({ actions }: Statement): readonly string[] {
  return mapped(actions.patterns, (pattern) => pattern.toLowerCase());
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
