/** A statement of a seed that can be checked, in our own words. */
export interface Fact {
  readonly fact: string;
  /** What of the product checks it. */
  readonly checks: readonly [Check, ...Check[]];
  /** The tests that show it. */
  readonly shown: readonly Shown[];
  /** How it is read, where it is not simply held against the account. */
  readonly note?: string;
}

export type Check =
  | { readonly kind: 'rule'; readonly id: string }
  /** A policy of the developer guide: `docs-2023 sagemaker:createTrainingJob .sync static`. */
  | { readonly kind: 'template'; readonly id: string }
  /** A source file that holds the fact as a table or as code. */
  | { readonly kind: 'source'; readonly path: string };

/** A file of cases or tests, and the title of the one that is meant; without it all of them are. */
export interface Shown {
  readonly path: string;
  readonly title?: string;
}

/** One document that the product was asked for from. */
export interface Seed {
  readonly number: string;
  readonly subject: string;
  readonly facts: readonly Fact[];
}

/** Where a seed is outdated, or contradicts another. */
export interface Contradiction extends Fact {
  /** What holds today. */
  readonly reality: string;
  readonly seeds: readonly string[];
}

export function rule(id: string): Check {
  return { kind: 'rule', id };
}

export function template(id: string): Check {
  return { kind: 'template', id };
}

export function source(path: string): Check {
  return { kind: 'source', path: `src/${path}` };
}

/** A case of a rule, by its title. */
export function ruleCase(id: string, title: string): Shown {
  return { path: `test/cases/rules/${id}.json`, title };
}

/** A test, by its file below `test` and its title. */
export function shownBy(path: string, title?: string): Shown {
  return { path: `test/${path}`, ...(title === undefined ? {} : { title }) };
}

/** A fact; where no test is named, all cases of its rules show it. */
export function fact(
  text: string,
  checks: readonly [Check, ...Check[]],
  shown: readonly Shown[] = checks.flatMap(casesOf),
  note?: string,
): Fact {
  return { fact: text, checks, shown, ...(note === undefined ? {} : { note }) };
}

/** The same for what a seed says otherwise than it is today. */
export function contradiction(
  seeds: readonly string[],
  [text, reality, note]: readonly [claim: string, reality: string, treatment: string],
  checks: readonly [Check, ...Check[]],
  shown?: readonly Shown[],
): Contradiction {
  return { ...fact(text, checks, shown, note), seeds, reality };
}

function casesOf(check: Check): readonly Shown[] {
  return check.kind === 'rule' ? [{ path: `test/cases/rules/${check.id}.json` }] : [];
}
