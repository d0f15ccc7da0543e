import { asString, isRecord, type JsonRecord, own } from '../../model/json.ts';
import { type Answer, failedForNow, holding, type Refusal } from '../answer.ts';
import { itemsOf, mayBeMore, type Pages, readPages, sageMakerPaging } from '../pages.ts';
import { mapTwice } from '../pool.ts';
import { type CoverageEntry, coverageOf, settled } from '../reader.ts';
import { LIST_LIMITS, MOST_DESCRIBED, PAGE_SIZE } from './limits.ts';
import type { AskPage, ListRequest, Operations } from './operations.ts';
import type { SageMakerRegion } from './region.ts';

/** What is listed and then asked for one by one. */
export interface Listing {
  readonly operations: Operations;
  /** IAM actions of the two questions. */
  readonly list: string;
  readonly describe: string;
  /** True where only what was made lately matters. */
  readonly isJob: boolean;
  /** The key without which the answer to the second question is none. */
  readonly proof: string;
}

/** A resource that was listed, and the answer to the second question. */
export interface Described {
  readonly summary: JsonRecord;
  readonly output: JsonRecord;
}

export interface ListedRead {
  /** Absent where the list was refused. */
  readonly found?: readonly Described[];
  readonly coverage: readonly CoverageEntry[];
}

/** Lists, newest first and up to the limits, and asks for each. What vanished in between leaves no trace. */
export async function readListed(sagemaker: SageMakerRegion, listing: Listing): Promise<ListedRead> {
  const { operations, list, describe } = listing;
  const { region } = sagemaker;
  const outcomes: Pages[] = [];
  for (const askPage of operations.lists) outcomes.push(await pagesOf(sagemaker, listing, askPage));
  const summaries = outcomes.flatMap((pages) => itemsOf(pages, operations.items)).filter(isRecord);
  const wanted = listing.isJob ? summaries.filter((summary) => !sagemaker.isPast(summary)) : summaries;
  const isCut = wanted.length > MOST_DESCRIBED;
  const coverage = outcomes.map((pages): CoverageEntry => {
    const source = { source: list, region };
    return isCut && pages.kind === 'known'
      ? { ...source, kind: 'partial', why: mayBeMore(MOST_DESCRIBED) }
      : coverageOf(source, pages);
  });
  if (!outcomes.some(({ kind }) => kind === 'known' || kind === 'partial')) return { coverage };

  const answers = await describeEach(sagemaker, listing, wanted.slice(0, MOST_DESCRIBED));
  const found = answers.flatMap(({ summary, answer }) =>
    answer.kind === 'known' ? [{ summary, output: answer.value }] : [],
  );
  for (const gap of gapsIn(answers)) coverage.push(settled({ source: describe, region, ...gap }));
  return { found, coverage };
}

interface Asked {
  readonly summary: JsonRecord;
  readonly answer: Answer<JsonRecord>;
}

const AT_ONCE = 4;

/** After so many denials and nothing else, the rest would be denied as well. */
const ENOUGH_DENIALS = 20;

function describeEach(
  sagemaker: SageMakerRegion,
  { operations, describe, proof }: Listing,
  summaries: readonly JsonRecord[],
): Promise<readonly Asked[]> {
  let denials = 0;
  let isAllowed = false;
  let denial: Refusal | undefined;
  const describeOne = async (summary: JsonRecord): Promise<Asked> => {
    if (denial !== undefined && denials >= ENOUGH_DENIALS && !isAllowed) return { summary, answer: denial };
    const send = (): Promise<object> => operations.describe(sagemaker.client, (key) => idOf(summary, key));
    const answer = holding(proof, await sagemaker.ask(describe, send));
    if (answer.kind === 'denied') {
      denial ??= answer;
      denials += 1;
    } else isAllowed = true;
    sagemaker.onRead(1);
    return { summary, answer };
  };
  return mapTwice(AT_ONCE, summaries, describeOne, ({ answer }) => failedForNow(answer));
}

function pagesOf(sagemaker: SageMakerRegion, listing: Listing, askPage: AskPage): Promise<Pages> {
  const { client, jobsSince, isEnough } = sagemaker;
  const { operations, list, isJob } = listing;
  const request = (NextToken: string | undefined): ListRequest => ({
    MaxResults: PAGE_SIZE,
    NextToken,
    SortBy: 'CreationTime',
    SortOrder: 'Descending',
    ...(isJob ? { CreationTimeAfter: jobsSince } : {}),
  });
  return readPages(
    (token) => sagemaker.ask(list, () => askPage(client, request(token))),
    sageMakerPaging(operations.items, isJob ? isEnough : undefined),
    LIST_LIMITS,
  );
}

function idOf(summary: JsonRecord, key: string): string {
  const id = asString(own(summary, key));
  if (id === undefined) throw new Error(`the summary has no \`${key}\``);
  return id;
}

/** One line of coverage for each reason, not for each resource. */
function gapsIn(asked: readonly Asked[]): readonly Omit<CoverageEntry, 'source' | 'region'>[] {
  const alike = new Map<string, { first: Exclude<Refusal, { readonly kind: 'absent' }>; count: number }>();
  for (const { answer } of asked) {
    if (answer.kind === 'known' || answer.kind === 'absent') continue;
    const reason = `${answer.kind} ${answer.why.split(':')[0]}`;
    const group = alike.get(reason) ?? { first: answer, count: 0 };
    group.count += 1;
    alike.set(reason, group);
  }
  return [...alike.values()].map(({ first, count }) => ({
    ...first,
    why: `${count} of ${asked.length} were not described: ${first.why}`,
  }));
}
