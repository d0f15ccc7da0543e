import { mapped } from '../model/mapped.ts';
import { covers, EVERYTHING, type Glob, globOf, literalGlob, matchesGlob, meet } from './glob.ts';
import { kept, once } from './kept.ts';
import { parseWildcards } from './pattern-parts.ts';
import type { PatternSet } from './statement-parts.ts';

/** Action or NotAction, ready for the algebra; in lower case, as actions compare without case. */
export interface ActionSet extends PatternSet {
  /** The actions that are named in full. */
  readonly names: ReadonlySet<string>;
  /** The patterns with `*` or `?`. */
  readonly wildcards: readonly Glob[];
  /** Both, in their order; made when a search first asks for them, as a long list of names seldom needs globs. */
  readonly globs: () => readonly Glob[];
  /** The services that the actions can be of; undefined: any. */
  readonly services: ReadonlySet<string> | undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function actionSetOf({ not, patterns }: PatternSet): ActionSet {
  const names = new Set<string>();
  const wildcards = new Map<string, Glob>();
  const starts: string[] = [];
  for (const pattern of patterns) {
    const name = pattern.toLowerCase();
    if (/[*?]/.test(name)) starts.push(kept(wildcards, name, actionGlob).start);
    else {
      names.add(name);
      starts.push(name);
    }
  }
  const globOfName = (name: string): Glob => wildcards.get(name) ?? literalGlob(name);
  return {
    not,
    patterns,
    names,
    wildcards: [...wildcards.values()],
    globs: once(() => mapped([...new Set(mapped(patterns, (pattern) => pattern.toLowerCase()))], globOfName)),
    services: not ? undefined : servicesOf(starts),
  };
}

export function actionGlob(pattern: string): Glob {
  return globOf(parseWildcards(pattern.toLowerCase()));
}

function servicesOf(starts: readonly string[]): ReadonlySet<string> | undefined {
  const services = new Set<string>();
  for (const start of starts) {
    const service = serviceOf(start);
    if (service === undefined) return undefined;
    services.add(service);
  }
  return services;
}

/** The service that all actions with this start are of, if it names one. */
export function serviceOf(start: string): string | undefined {
  const colon = start.indexOf(':');
  return colon < 0 ? undefined : start.slice(0, colon);
}

/** Whether the set has the action, given in lower case. */
export function hasAction(set: ActionSet, name: string): boolean {
  return matches(set, name) !== set.not;
}

/** False only if the set has none of the actions that the glob matches. */
export function meetsActions(set: ActionSet, glob: Glob): boolean {
  if (glob.literal !== undefined) return hasAction(set, glob.literal);
  return set.not ? !coversGlob(set, glob) : meetsGlob(set, glob);
}

/** True only if `outer` has every action of `inner`. */
export function coversActions(outer: ActionSet, inner: ActionSet): boolean {
  if (inner.not) return outer.not ? coversPatterns(inner, outer) : coversGlob(outer, EVERYTHING);
  if (!outer.not) return coversPatterns(outer, inner);
  for (const name of inner.names) if (matches(outer, name)) return false;
  return !inner.wildcards.some((glob) => meetsGlob(outer, glob));
}

/** Those that follow speak of the patterns alone, whether of Action or of NotAction. */
type Patterns = Pick<ActionSet, 'names' | 'wildcards'>;

function matches({ names, wildcards }: Patterns, name: string): boolean {
  return names.has(name) || wildcards.some((glob) => matchesGlob(glob, name));
}

/** True only if one pattern matches all that the glob does. */
export function coversGlob({ names, wildcards }: Patterns, inner: Glob): boolean {
  const isNamed = inner.literal !== undefined && names.has(inner.literal);
  return isNamed || wildcards.some((glob) => covers(glob, inner));
}

function meetsGlob({ names, wildcards }: Patterns, other: Glob): boolean {
  if (wildcards.some((glob) => meet(glob, other))) return true;
  for (const name of names) if (matchesGlob(other, name)) return true;
  return false;
}

function coversPatterns(outer: Patterns, inner: Patterns): boolean {
  for (const name of inner.names) if (!matches(outer, name)) return false;
  return inner.wildcards.every((glob) => coversGlob(outer, glob));
}
