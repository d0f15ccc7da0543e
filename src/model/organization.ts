import type { Gap } from './coverage.ts';
import { type JsonRecord, kindOf, own } from './json.ts';
import { failed } from './read.ts';
import { decodeDocument, type PolicyText } from './role.ts';

export const ORGANIZATION_FILE = 'organizations/policies.json';
const SOURCE = 'organizations:ListPolicies';

/** Policies by level, from the root of the organization down to the account. */
export type PolicyLevels = readonly (readonly PolicyText[])[];

/** What an organization lays over one of its accounts. */
export interface Organization {
  /** Empty where none were read. */
  readonly serviceControlPolicies: PolicyLevels;
  /** Without the RCPFullAWSAccess that no level is without, or with it. */
  readonly resourceControlPolicies: PolicyLevels;
  /** `o-…` */
  readonly organizationId?: string;
  /** The account whose roles and resources no such policy binds. */
  readonly managementAccountId?: string;
}

export const NO_ORGANIZATION: Organization = { serviceControlPolicies: [], resourceControlPolicies: [] };

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;
const ACCOUNT_ID = /^\d{12}$/;

/** The content of `organizations/policies.json`; what cannot be understood may forbid anything, and is a gap. */
export function parseOrganization(file: JsonRecord): Organization & { readonly gaps: readonly Gap[] } {
  const gaps: Gap[] = [];
  const complain = (why: string): void => {
    gaps.push({ source: SOURCE, region: 'global', kind: 'malformed', why: `${ORGANIZATION_FILE}: ${why}` });
  };
  const organizationId = textLike(file, 'organizationId', ORGANIZATION_ID, complain);
  const managementAccountId = textLike(file, 'managementAccountId', ACCOUNT_ID, complain);
  return {
    serviceControlPolicies: levelsIn(
      file,
      { key: 'serviceControlPolicies', origin: 'scp', name: 'service control policy' },
      complain,
    ),
    resourceControlPolicies: levelsIn(
      file,
      { key: 'resourceControlPolicies', origin: 'rcp', name: 'resource control policy' },
      complain,
    ),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(managementAccountId === undefined ? {} : { managementAccountId }),
    gaps,
  };
}

function textLike(
  file: JsonRecord,
  key: string,
  form: RegExp,
  complain: (why: string) => void,
): string | undefined {
  const value = own(file, key);
  if (value === undefined) return undefined;
  if (typeof value === 'string' && form.test(value)) return value;
  complain(`$.${key}: expected a text like ${form.source}`);
  return undefined;
}

/** One kind of policies in the file. */
interface Kind {
  readonly key: string;
  readonly origin: PolicyText['origin'];
  readonly name: string;
}

function levelsIn(
  file: JsonRecord,
  { key, origin, name }: Kind,
  complain: (why: string) => void,
): PolicyLevels {
  const expected = (path: string, value: unknown): string => {
    const why = `${path}: expected an array, found ${kindOf(value)}`;
    complain(why);
    return why;
  };
  const unread = (at: string, why: string): PolicyText => ({
    name: `${name} ${at}`,
    origin,
    document: failed(why),
  });
  const levels = own(file, key);
  if (levels === undefined) return [];
  if (!Array.isArray(levels)) return [[unread('0.0', expected(`$.${key}`, levels))]];
  return levels.map((level: unknown, depth) =>
    Array.isArray(level)
      ? level.map((document: unknown, index) => ({
          name: `${name} ${depth}.${index}`,
          origin,
          document: decodeDocument(document),
        }))
      : [unread(`${depth}.0`, expected(`$.${key}[${depth}]`, level))],
  );
}
