import { parseArn } from '../model/arn.ts';
import { globOf, matchesGlob } from '../policy/glob.ts';
import { parseMoment, SECOND, spellMoment } from '../policy/moment.ts';
import { parseWildcards } from '../policy/pattern-parts.ts';
import { momentOf } from './age.ts';
import type { Acceptance, Finding } from './finding.ts';
import { digest } from './fingerprint.ts';

/** The decision not to be told of the findings of one rule on some resources, for a time. */
export interface Suppression extends Acceptance {
  /** Id of a rule. */
  readonly rule: string;
  /** An ARN, or a pattern that `isAnchored`. */
  readonly resource: string;
  /** ISO 8601; absent: when the account was read. */
  readonly created?: string;
  /** The only `contentDigest` that is covered; absent: any. */
  readonly content?: string;
}

/** An entry of the file of suppressions. A broken one covers nothing. */
export type DeclaredSuppression =
  | { readonly kind: 'sound'; readonly suppression: Suppression }
  /** `problems`: by JSON path. `rule` and `resource` where they can be told. */
  | {
      readonly kind: 'broken';
      readonly path: string;
      readonly rule?: string;
      readonly resource?: string;
      readonly problems: readonly string[];
    };

/** What covers a finding. */
export interface Covering extends Acceptance {
  /** Digest of the entry: an entry that was edited is another decision. */
  readonly key: string;
}

/** Whether an entry holds at a time. */
export type Standing =
  | { readonly kind: 'holds' }
  | { readonly kind: 'expired'; readonly why: string }
  | { readonly kind: 'too-long'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** The type of the resource of findings about an entry; they have no role. */
export const SUPPRESSION_TYPE = 'Plumbline::Suppression';

const MOST_DAYS = 365;
const DAY = 86_400n * SECOND;
const MOMENT = /^\d{4}-\d{2}-\d{2}/;
/** Type, and at least three letters or digits of the name. */
const NAMED = /^[A-Za-z-]+[/:](?:[^A-Za-z0-9]*[A-Za-z0-9]){3}/;

/**
 * True for an ARN, and for a pattern of one that says which service, which type and something of the name. `*` alone, or
 * all roles of an account, would turn a rule off.
 */
export function isAnchored(resource: string): boolean {
  const arn = parseArn(resource);
  if (arn === undefined) return false;
  const { partition, service, accountId } = arn;
  if (!hasWildcard(resource)) return true;
  const isSpelt = !hasWildcard(partition) && !hasWildcard(service);
  return isSpelt && (accountId === '*' || !hasWildcard(accountId)) && NAMED.test(arn.resource);
}

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** True for a day, or a time with its zone, in ISO 8601. */
export function isMoment(text: string): boolean {
  return MOMENT.test(text) && parseMoment(text) !== undefined;
}

/**
 * Whether the ARN is the one that an entry names, or matches its pattern as a whole. Wildcards keep to their part of an
 * ARN, as in a policy.
 */
export function matcherOf(resource: string): (arn: string) => boolean {
  const pattern = hasWildcard(resource) ? partsOf(resource) : undefined;
  if (pattern === undefined) return (arn) => arn === resource;
  const globs = pattern.map((part) => globOf(parseWildcards(part)));
  return (arn) => {
    const parts = partsOf(arn);
    return parts !== undefined && globs.every((glob, index) => matchesGlob(glob, parts[index] ?? ''));
  };
}

function partsOf(text: string): readonly string[] | undefined {
  const arn = parseArn(text);
  return arn && [arn.partition, arn.service, arn.region, arn.accountId, arn.resource];
}

/** An entry ends with its day, and at most 365 days after it was written, whatever it says of itself. */
export function standingOf({ created, expires }: Suppression, now: string): Standing {
  const read = momentOf(now);
  const start = created === undefined ? read : parseMoment(created);
  const end = parseMoment(expires);
  if (read === undefined || start === undefined || end === undefined)
    return { kind: 'unknown', why: 'when the account was read is not known' };
  if (read >= (expires.length > 10 ? end : end + DAY))
    return { kind: 'expired', why: `it expired on ${expires}` };
  // Dated ahead, an entry would last for longer.
  const latest = earlier(start, read) + BigInt(MOST_DAYS) * DAY;
  if (end <= latest) return { kind: 'holds' };
  const day = spellMoment(latest).slice(0, 10);
  return {
    kind: 'too-long',
    why: `it ends on ${expires}, and may end on ${day} at the latest, ${MOST_DAYS} days after it was written`,
  };
}

function earlier(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

/** True for the rule and the resource of an entry, whatever the content. */
export function speaksOf(suppression: Suppression): (finding: Finding) => boolean {
  const matches = matcherOf(suppression.resource);
  return (finding) => finding.ruleId === suppression.rule && subjectsOf(finding).some(matches);
}

/**
 * The ARNs that a finding is about: its resource, and its role. A policy hangs on many roles, of which the finding names
 * one as an example.
 */
function subjectsOf({ resource, role }: Finding): readonly string[] {
  return resource.type === 'AWS::IAM::ManagedPolicy' ? [resource.arn] : [resource.arn, role.arn];
}

export function isOfContent({ content }: Suppression, { contentDigest }: Finding): boolean {
  return content === undefined || content === contentDigest;
}

/** The finding as it is told once somebody has accepted it. */
export function suppressedBy({ reason, owner, expires }: Covering, finding: Finding): Finding {
  return { ...finding, status: 'suppressed', suppression: { reason, owner, expires } };
}

/** What covers a finding; `outgrown` is the key of an entry that is known to cover another content of it, and not this one. */
export type CoveringOf = (finding: Finding, outgrown?: string) => Covering | undefined;

/** What covers findings when the account is read at `now`. Of several entries always the same, in whatever order they stand. */
export function suppressionsOf(declared: readonly DeclaredSuppression[], now: string): CoveringOf {
  const byRule = new Map<string, Entry[]>();
  for (const entry of declared) {
    if (entry.kind === 'broken' || standingOf(entry.suppression, now).kind !== 'holds') continue;
    const { suppression } = entry;
    const same = byRule.get(suppression.rule) ?? [];
    same.push({ suppression, speaks: speaksOf(suppression), covering: coveringOf(suppression) });
    byRule.set(suppression.rule, same);
  }
  for (const entries of byRule.values()) entries.sort((one, other) => byKey(one.covering, other.covering));
  return (finding, outgrown) =>
    byRule
      .get(finding.ruleId)
      ?.find(
        ({ suppression, speaks, covering: { key } }) =>
          key !== outgrown && speaks(finding) && isOfContent(suppression, finding),
      )?.covering;
}

interface Entry {
  readonly suppression: Suppression;
  readonly speaks: (finding: Finding) => boolean;
  readonly covering: Covering;
}

function coveringOf(suppression: Suppression): Covering {
  const { reason, owner, expires } = suppression;
  return { key: digest(suppression), reason, owner, expires };
}

function byKey(one: Covering, other: Covering): number {
  return one.key < other.key ? -1 : 1;
}
