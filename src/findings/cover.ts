import type { Finding } from './finding.ts';
import { digest } from './fingerprint.ts';
import type { ActiveRecord, Binding, FindingRecord, Head } from './head.ts';

/**
 * The key of the suppression that covers the finding today; undefined where none does. `outgrown` is the key of one that
 * was found to cover other content: it covers this no more, and another may.
 */
export type SuppressionOf = (finding: Finding, outgrown?: string) => string | undefined;

/** Either covers the finding today, or did once. */
export type Cover = Pick<ActiveRecord, 'suppressed' | 'bound'>;

/** What suppressions say today, and what they said before. */
export interface Covering {
  readonly suppressionOf: SuppressionOf;
  /** Suppressions with what they have accepted before, as `acceptanceOf` spells it. */
  readonly accepted: ReadonlySet<string>;
}

/**
 * A suppression accepts what was there when it first met a rule and a resource. It covers a finding with the content of that
 * day, over all episodes; other content, and what takes the place of the finding, only once somebody has edited it, so that
 * it has another key.
 */
export function coverOf(
  before: FindingRecord | undefined,
  finding: Finding,
  { suppressionOf, accepted }: Covering,
): Cover {
  const { contentDigest } = finding;
  const about = aboutOf(finding);
  const bound = bindingOf(before);
  const covers = (by: string): boolean =>
    bound?.by === by ? bound.contentDigest === contentDigest : !accepted.has(acceptanceOf(by, about));
  const first = suppressionOf(finding);
  const by = first === undefined || covers(first) ? first : suppressionOf(finding, first);
  if (by !== undefined && covers(by)) return { suppressed: { by, contentDigest, about } };
  return bound === undefined ? {} : { bound };
}

export function coveringIn(before: Head['findings'], suppressionOf: SuppressionOf): Covering {
  const accepted = new Set<string>();
  for (const record of Object.values(before)) {
    const bound = bindingOf(record);
    if (bound !== undefined) accepted.add(acceptanceOf(bound.by, bound.about));
  }
  return { suppressionOf, accepted };
}

function acceptanceOf(by: string, about = ''): string {
  return `${by} ${about}`;
}

function aboutOf({ ruleId, resource }: Finding): string {
  return digest([ruleId, resource.arn]);
}

/** What covers it, or the last that did. */
export function bindingOf(before: FindingRecord | undefined): Binding | undefined {
  return before?.kind === 'active' ? (before.suppressed ?? before.bound) : before?.bound;
}
