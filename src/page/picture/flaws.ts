import { type Finding, isOpen, SEVERITIES, type Severity } from '../../findings/finding.ts';
import type { Row } from '../data.ts';

/** What a finding says of a link: it does not work, it allows more than is needed, or something else is odd. */
export type FlawKind = 'missing' | 'too-wide' | 'other';

export interface Flaw {
  readonly kind: FlawKind;
  readonly severity: Severity;
  /** The row of the worst finding. */
  readonly at: number;
}

/** The witnesses of findings by their row, as far as they have been unpacked. */
export type Witnesses = ReadonlyMap<number, Witness>;

type Witness = NonNullable<Finding['witness']>;

const FAILS: ReadonlySet<string> = new Set([
  'cancel-permission-missing',
  'companion-resource-missing',
  'credentials-role-unreachable',
  'dependent-action-missing',
  'event-rule-permission-missing',
  'execution-role-ineligible',
  'execution-role-missing',
  'execution-role-not-assumable',
  'image-pull-missing',
  'key-access-missing',
  'network-permission-missing',
  'pass-role-missing',
  'scope-mismatch',
  'storage-access-missing',
  'tagging-permission-missing',
  'task-permission-missing',
  'transform-policy-missing',
]);

/** Rules whose witness names the other role of a grant. */
const OF_GRANTS: ReadonlySet<string> = new Set(['pass-role-missing', 'credentials-role-unreachable']);
/** The one that has a line of its own, to what nobody needs. */
export const TOO_WIDE = 'pass-role-too-wide';
/** The one that is about all who name a role. */
export const ABSENT = 'execution-role-missing';
const ANYBODY = '*';

/** The open rows whose witness has to be known before the picture is right. */
export function pointingRows(rows: readonly Row[], isShown: (role: string) => boolean): readonly Row[] {
  return rows.filter((row) => isPointing(row.ruleId) && isOpen(row) && isShown(row.role));
}

/** The worst flaw of each link that an open finding is about; `flawOf` reads it. */
export type Flaws = ReadonlyMap<string, Flaw>;

export function flawsOf(
  rows: readonly Row[],
  isShown: (arn: string) => boolean,
  witnesses: Witnesses,
): Flaws {
  const flaws = new Map<string, Flaw>();
  for (const row of rows) {
    if (!isOpen(row) || !isShown(row.role)) continue;
    const { at, severity, resource, role, ruleId } = row;
    const kind = kindOf(ruleId);
    if (resource !== role && !OF_GRANTS.has(ruleId))
      keepWorst(flaws, keyOf(resource, role), { kind, severity, at });
    if (ruleId === ABSENT) keepWorst(flaws, keyOf(ANYBODY, role), { kind, severity, at });
    const witness = witnesses.get(at);
    if (witness !== undefined && isPointing(ruleId))
      keepWorst(flaws, keyOf(granteeOf(witness, role), witness.resource), { kind, severity, at });
  }
  return flaws;
}

/** The worst flaw of these links, each from one ARN to another. */
export function flawOf(flaws: Flaws, pairs: readonly (readonly [string, string])[]): Flaw | undefined {
  let worst: Flaw | undefined;
  for (const [from, to] of pairs) {
    worst = worse(worst, flaws.get(keyOf(from, to)));
    worst = worse(worst, flaws.get(keyOf(ANYBODY, to)));
  }
  return worst;
}

function isPointing(ruleId: string): boolean {
  return OF_GRANTS.has(ruleId) || ruleId === TOO_WIDE;
}

/** Where a role does not trust another, the finding is about the one, and its witness is a request of the other. */
function granteeOf({ context, resource }: Witness, role: string): string {
  return resource === role ? (context['aws:PrincipalArn']?.[0] ?? role) : role;
}

function kindOf(ruleId: string): FlawKind {
  if (ruleId === TOO_WIDE) return 'too-wide';
  return FAILS.has(ruleId) ? 'missing' : 'other';
}

function keyOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function keepWorst(flaws: Map<string, Flaw>, key: string, flaw: Flaw): void {
  flaws.set(key, worse(flaws.get(key), flaw) ?? flaw);
}

function worse(one: Flaw | undefined, other: Flaw | undefined): Flaw | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return SEVERITIES.indexOf(other.severity) < SEVERITIES.indexOf(one.severity) ? other : one;
}
