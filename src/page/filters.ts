import { type Confidence, SEVERITIES, type Severity, type Status } from '../findings/finding.ts';
import { parseArn } from '../model/arn.ts';
import type { Row } from './data.ts';
import { nameOf } from './names.ts';
import { PROBLEMS, type Problem, problemOf } from './problems.ts';
import type { Search } from './search.ts';

/** What the list is narrowed to; what is absent or empty narrows nothing. */
export interface Filters {
  readonly severities: readonly Severity[];
  readonly problem?: Problem;
  readonly rule?: string;
  readonly status?: Status;
  readonly confidence?: Confidence;
  readonly region?: string;
  readonly text: string;
  /** ARN of a role, a state machine or a resource. */
  readonly about?: string;
}

/** Everything that a shared link brings back. */
export interface View {
  readonly filters: Filters;
  /** Id of a finding that is open. */
  readonly finding?: string;
}

export const NO_FILTERS: Filters = { severities: [], text: '' };

export const STATUSES: readonly Status[] = ['new', 'active', 'changed', 'reopened', 'resolved', 'suppressed'];
export const CONFIDENCES: readonly Confidence[] = ['confirmed', 'potential'];

/** True where nothing is left out. */
export function isEverything(filters: Filters): boolean {
  return hashOf({ filters }) === '';
}

/** The view as the fragment of an address, without its `#`; empty where there is nothing to tell. */
export function hashOf({ filters, finding }: View): string {
  const { severities, problem, rule, status, confidence, region, text, about } = filters;
  const parts = { severity: severities.join(), problem, rule, status, confidence, region, q: text, about };
  const told = Object.entries({ ...parts, finding }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  return new URLSearchParams(told as [string, string][]).toString();
}

/** The view that a fragment tells; what it does not know it leaves out. Undefined for one that names a place of the page. */
export function viewIn(hash: string): View | undefined {
  const fragment = hash.replace(/^#/, '');
  if (fragment !== '' && !fragment.includes('=')) return undefined;
  const told = new URLSearchParams(fragment);
  const severities = (told.get('severity') ?? '').split(',');
  const filters = {
    severities: SEVERITIES.filter((severity) => severities.includes(severity)),
    text: told.get('q') ?? '',
    problem: oneOf(PROBLEMS, told.get('problem')),
    status: oneOf(STATUSES, told.get('status')),
    confidence: oneOf(CONFIDENCES, told.get('confidence')),
    rule: told.get('rule'),
    region: told.get('region'),
    about: told.get('about'),
  };
  return { filters: filled(filters), ...filled({ finding: told.get('finding') }) };
}

function oneOf<Value extends string>(values: readonly Value[], text: string | null): Value | undefined {
  return values.find((value) => value === text);
}

/** Without what is not told. */
type Filled<Parts> = {
  [Key in keyof Parts as null extends Parts[Key]
    ? never
    : undefined extends Parts[Key]
      ? never
      : Key]: Parts[Key];
} & {
  [Key in keyof Parts]?: NonNullable<Parts[Key]>;
};

function filled<Parts extends object>(parts: Parts): Filled<Parts> {
  const known = Object.entries(parts).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(known) as Filled<Parts>;
}

/** The rows that the filters leave, in their order. */
export function rowsLeft(rows: readonly Row[], filters: Filters, search: Search): readonly Row[] {
  const conditions = conditionsOf(filters, search);
  return conditions.length === 0 ? rows : rows.filter((row) => conditions.every((holds) => holds(row)));
}

type Condition = (row: Row) => boolean;

/** The cheap ones first. */
function conditionsOf(filters: Filters, search: Search): readonly Condition[] {
  const { severities, problem, rule, status, confidence, region, text, about } = filters;
  const conditions: Condition[] = [];
  if (severities.length > 0) conditions.push((row) => severities.includes(row.severity));
  if (rule !== undefined) conditions.push((row) => row.ruleId === rule);
  if (status !== undefined) conditions.push((row) => row.status === status);
  if (confidence !== undefined) conditions.push((row) => row.confidence === confidence);
  if (region !== undefined) conditions.push((row) => row.region === region);
  if (problem !== undefined) conditions.push(looksFor(problem));
  if (about !== undefined) conditions.push(isAbout(about));
  if (text.trim() !== '') conditions.push(search.matcherFor(text));
  return conditions;
}

function looksFor(problem: Problem): Condition {
  const known = new Map<string, boolean>();
  return ({ ruleId }) => {
    const answer = known.get(ruleId) ?? problemOf(ruleId) === problem;
    known.set(ruleId, answer);
    return answer;
  };
}

/** Rows know the names of what they are because of, and their region tells which of that name. */
function isAbout(arn: string): Condition {
  const name = nameOf(arn);
  const { region = '', service } = parseArn(arn) ?? {};
  return (row) => {
    if (row.role === arn || row.resource === arn) return true;
    if (service === 'iam') return false;
    return (row.region === region || row.region === 'global') && row.because.includes(name);
  };
}
