import { documentsLike, type KnownDocument, knownDocument } from '../expected/baselines/known-versions.ts';
import { shippedDocument } from '../expected/baselines/service-catalog-products.ts';
import type { PolicyText } from '../model/role.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Access } from '../policy/effective.ts';
import { memory } from '../policy/kept.ts';
import type { Account, RoleCase } from './evidence.ts';
import type { Gains } from './policy-change.ts';
import { accessBy, gainsOf } from './policy-gains.ts';
import { onlyDenies } from './statements.ts';

/** A document of AWS as it is today: attached in the account, or else as this version of the auditor knows it. */
export interface NewestDocument {
  readonly versionId?: string;
  readonly document: unknown;
}

/** A policy of the customer's own that says what an AWS managed policy once said, and no longer does. */
export interface StaleCopy {
  readonly text: PolicyText;
  readonly original: KnownDocument;
  readonly newest: NewestDocument;
  /** What AWS allows today and no policy of the role does. */
  readonly lacks: Gains;
  /** What the role may do by the copy and AWS no longer allows. */
  readonly keeps: Gains;
}

/** The copies on a role that have fallen behind, where the newest document is known. */
export function staleCopies(roleCase: RoleCase, account: Account): readonly StaleCopy[] {
  const known = KNOWN.get(roleCase);
  if (known?.account === account) return known.copies;
  const copies = [...copiesOn(roleCase, account)];
  KNOWN.set(roleCase, { account, copies });
  return copies;
}

/** Rules and gaps ask for the same case; an account never changes. */
const KNOWN = memory<RoleCase, { readonly account: Account; readonly copies: readonly StaleCopy[] }>();

function* copiesOn(roleCase: RoleCase, account: Account): Iterable<StaleCopy> {
  for (const [index, text] of roleCase.role.policies.entries()) {
    const document = roleCase.documents[index];
    if (document === undefined || text.origin === 'aws-managed' || text.document.kind !== 'known') continue;
    if (speaksOfAccount(document, account)) continue;
    const found = originalOf(text.document.value, account);
    if (found === undefined) continue;
    const newest = accessBy(found.newest.document, found.original.policy);
    yield {
      text,
      ...found,
      lacks: gainsOf(newest, allowsOf(roleCase), account, roleCase.pins),
      keeps: gainsOf(grantedBy(document, roleCase), newest, account, roleCase.pins),
    };
  }
}

/** A policy of AWS is the same for all accounts, and names none of them. */
function speaksOfAccount({ statements }: PolicyDocument, { accountId }: Account): boolean {
  if (accountId === '') return false;
  const place = `:${accountId}:`;
  return statements.some(({ resources }) => resources.patterns.some((pattern) => pattern.includes(place)));
}

/** The first policy of AWS that once said the same, where none says it today. */
function originalOf(
  document: unknown,
  account: Account,
): { readonly original: KnownDocument; readonly newest: NewestDocument } | undefined {
  const originals = documentsLike(document);
  if (originals.some(({ isNewest }) => isNewest)) return undefined;
  for (const original of originals) {
    const newest = newestOf(original.policy, account);
    if (newest !== undefined && isLater(newest, original)) return { original, newest };
  }
  return undefined;
}

/** A document of the account goes before one that was shipped: it is what AWS says today. */
function newestOf(policy: string, { awsPolicies, partition }: Account): NewestDocument | undefined {
  return [...awsPolicies.values()].find(({ name }) => name === policy) ?? shippedDocument(policy, partition);
}

/** A document that the tables do not know is of a later day than they are. */
function isLater({ document }: NewestDocument, { policy, versions }: KnownDocument): boolean {
  const known = knownDocument(policy, document);
  return known === undefined || Math.max(...known.versions) > Math.max(...versions);
}

/** All that the role's own policies allow, before any Deny: what is not even in this, the role lacks in any case. */
export function allowsOf({ documents }: RoleCase): Access {
  return {
    layers: [
      documents.map((document) => ({
        ...document,
        statements: document.statements.filter(({ effect }) => effect !== 'Deny'),
      })),
    ],
  };
}

/** What remains of one document after the Denies of the others, the boundary and the service control policies. */
function grantedBy(document: PolicyDocument, { documents, access }: RoleCase): Access {
  const [, ...outer] = access.layers;
  const others = documents.filter((other) => other !== document).map(onlyDenies);
  return { layers: [[document, ...others], ...outer] };
}
