import { asArray, asString, type JsonRecord, own } from '../model/json.ts';
import type { Answer } from './answer.ts';

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

const MOST_PAGES = 10_000;

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
 * Every page, asked one after the other. The SDK's paginators end silently on an empty body and on a lost
 * token; here the last page must prove that it is the last, and anything else is `partial`, or `failed` where
 * no page was read.
 */
export async function readPages(
  askPage: (token: string | undefined) => Promise<Answer<JsonRecord>>,
  paging: Paging,
): Promise<Pages> {
  const pages: JsonRecord[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  while (pages.length < MOST_PAGES) {
    const answer = await askPage(token);
    if (answer.kind !== 'known') return pages.length === 0 ? answer : broken(pages, answer.why);
    const missing = paging.lists.find((list) => !Array.isArray(own(answer.value, list)));
    if (missing !== undefined) return broken(pages, `the answer has no \`${missing}\``);
    pages.push(answer.value);
    const next = paging.next(answer.value);
    if (next.kind === 'last') return { kind: 'known', value: pages };
    if (next.kind === 'unproven') return broken(pages, next.why);
    if (seen.has(next.token)) return broken(pages, 'the same page token came twice');
    seen.add(next.token);
    token = next.token;
  }
  return broken(pages, `there are more than ${MOST_PAGES} pages`);
}

function broken(pages: readonly JsonRecord[], why: string): Pages {
  return pages.length === 0 ? { kind: 'failed', why } : { kind: 'partial', value: pages, why };
}

/** The items of one list over all pages that were read. */
export function itemsOf(pages: Pages, list: string): readonly unknown[] {
  if (pages.kind !== 'known' && pages.kind !== 'partial') return [];
  return pages.value.flatMap((page) => asArray(own(page, list)));
}
