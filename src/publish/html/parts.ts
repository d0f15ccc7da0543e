import type { Finding } from '../../findings/finding.ts';
import type { Report } from '../../findings/report.ts';

/**
 * How a report lies in its page: the head as JSON, and everything else in parts that are folded, compressed and written in
 * base64. `payload.ts` writes it, and `load.ts` of the page reads it.
 */
export interface Head {
  readonly report: Omit<Report, 'findings' | 'picture'>;
  readonly findings: number;
  readonly hasPicture: boolean;
  /** Of all parts but the last. */
  readonly findingsInPart: number;
  /** The ARN of the first role of each part; roles are in the order of their ARNs. */
  readonly firstRoles: readonly string[];
}

/** What is packed; its name and its run tell a part that has got into the place of another. */
export interface Part {
  readonly name: string;
  readonly runId: string;
  readonly content: unknown;
}

/** The `id` of the licences of the packages in the page, a JSON string. */
export const NOTICES = 'notices';

/** The names of the parts: the `id` of the element that holds each. */
export const HEAD = 'head';
export const ROWS = 'rows';
export const LINKS = 'links';
export const findingsPart = (part: number): string => `findings-${part}`;
export const rolesPart = (part: number): string => `roles-${part}`;

/** What is listed of all findings, one list for each column, in the order of the findings. */
export interface RowColumns extends Columns {
  readonly resource: readonly string[];
  readonly role: readonly string[];
  readonly roleName: readonly string[];
  /** ARNs of the state machines and resources that it is because of, each once. */
  readonly because: readonly (readonly string[])[];
}

/** Columns that are what a finding says. */
export type Columns = { readonly [Field in (typeof LISTED)[number]]: readonly Finding[Field][] };

const LISTED = ['id', 'ruleId', 'severity', 'status', 'confidence', 'message', 'region'] as const;

/** What is not listed; with its row it is the whole finding. */
export type Detail = Omit<Finding, (typeof LISTED)[number] | 'role' | 'resource'> & {
  readonly resource: Pick<Finding['resource'], 'type'>;
};
