import { asArray, asString, type JsonRecord, own } from '../model/json.ts';
import { type Answer, failedForNow } from './answer.ts';

/** All pages, or those that came before the reading broke. */
export type Pages = Answer<readonly JsonRecord[]> | PartialPages;

interface PartialPages {
  readonly kind: 'partial';
  readonly value: readonly JsonRecord[];
  readonly why: string;
}

/** How an API says whether it has said everything. */
export interface Paging {
  /** Lists that every page holds, even an empty one; a page without them is no answer. */
  readonly lists: readonly string[];
  readonly next: (page: JsonRecord) => Continuation;
}

type Continuation =
  | { readonly kind: 'last' }
  | { readonly kind: 'more'; readonly token: string }
  | { readonly kind: 'unproven'; readonly why: string };

/** Where a reading ends although there is more to read. */
export interface Limits {
  readonly pages: number;
  /** Of the first list of the paging; a page is kept whole. */
  readonly items: number;
}

const ENDLESS: Limits = { pages: 10_000, items: Number.POSITIVE_INFINITY };

/**
 * IAM is complete only where it says so: `IsTruncated` is false.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export function iamPaging(...lists: readonly string[]): Paging {
  return {
    lists,
    next: (page) => {
      const truncated = own(page, 'IsTruncated');
      const token = asString(own(page, 'Marker'));
      if (truncated === false) return { kind: 'last' };
      if (truncated !== true) return { kind: 'unproven', why: 'the answer has no `IsTruncated`' };
      if (token === undefined)
        return { kind: 'unproven', why: 'the answer is truncated and has no `Marker`' };
      return { kind: 'more', token };
    },
  };
}

/**
 * Step Functions is complete where a list comes without `nextToken`.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html
 */
export function statesPaging(list: string): Paging {
  return {
    lists: [list],
    next: (page) => {
      const token = asString(own(page, 'nextToken'));
      return token === undefined ? { kind: 'last' } : { kind: 'more', token };
    },
  };
}

/**
 * SageMaker is complete where a list comes without `NextToken`, and an empty page may have one. `isEnough` tells of the
 * items of a page that nobody wants those behind them.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html
 */
export function sageMakerPaging(
  list: string,
  isEnough: (items: readonly unknown[]) => boolean = () => false,
): Paging {
  return {
    lists: [list],
    next: (page) => {
      const token = asString(own(page, 'NextToken'));
      return token === undefined || isEnough(asArray(own(page, list)))
        ? { kind: 'last' }
        : { kind: 'more', token };
    },
  };
}

/**
 * AWS Organizations is complete where a list comes without `NextToken`, and an empty page may have one.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccountsForParent.html
 */
export function organizationsPaging(list: string): Paging {
  return sageMakerPaging(list);
}

/**
 * Every page, asked one after the other. The SDK's paginators end silently on an empty body and on a lost
 * token; here the last page must prove that it is the last, and anything else is `partial`, or `failed` where
 * no page was read.
 */
export async function readPages(
  askPage: (token: string | undefined) => Promise<Answer<JsonRecord>>,
  paging: Paging,
  limits: Limits = ENDLESS,
): Promise<Pages> {
  const pages: JsonRecord[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  let items = 0;
  while (pages.length < limits.pages) {
    const answer = await persistently(askPage, token);
    if (answer.kind !== 'known') return pages.length === 0 ? answer : broken(pages, answer.why);
    const missing = paging.lists.find((list) => !Array.isArray(own(answer.value, list)));
    if (missing !== undefined) return broken(pages, `the answer has no \`${missing}\``);
    pages.push(answer.value);
    const next = paging.next(answer.value);
    if (next.kind === 'last') return { kind: 'known', value: pages };
    if (next.kind === 'unproven') return broken(pages, next.why);
    items += asArray(own(answer.value, paging.lists[0] ?? '')).length;
    const why = reasonToStop(next.token, seen, items, limits);
    if (why !== undefined) return broken(pages, why);
    token = next.token;
  }
  return broken(pages, `there are more than ${limits.pages} pages`);
}

/** The first page is left to the reader to ask for again; what lies behind another one can be reached in no other way. */
async function persistently(
  askPage: (token: string | undefined) => Promise<Answer<JsonRecord>>,
  token: string | undefined,
): Promise<Answer<JsonRecord>> {
  const answer = await askPage(token);
  return token !== undefined && failedForNow(answer) ? askPage(token) : answer;
}

/** Why the page behind `token` is not asked for, although there is one. */
function reasonToStop(token: string, seen: Set<string>, items: number, limits: Limits): string | undefined {
  if (items >= limits.items) return mayBeMore(limits.items);
  if (seen.has(token)) return 'the same page token came twice';
  seen.add(token);
  return undefined;
}

/** The reason of a list that was cut. */
export function mayBeMore(count: number): string {
  return `there may be more than ${count}`;
}

function broken(pages: readonly JsonRecord[], why: string): Pages {
  return pages.length === 0 ? { kind: 'failed', why } : { kind: 'partial', value: pages, why };
}

/** The items of one list over all pages that were read. */
export function itemsOf(pages: Pages, list: string): readonly unknown[] {
  if (pages.kind !== 'known' && pages.kind !== 'partial') return [];
  return pages.value.flatMap((page) => asArray(own(page, list)));
}
