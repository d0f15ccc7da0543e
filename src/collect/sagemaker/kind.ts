import { ResourceType, SearchCommand } from '@aws-sdk/client-sagemaker';
import { isRecord, type JsonRecord, own } from '../../model/json.ts';
import {
  describeAction,
  listAction,
  type SageMakerKind,
  SEARCH_ACTION,
} from '../../model/sagemaker-kinds.ts';
import { itemsOf, type Pages, readPages, sageMakerPaging } from '../pages.ts';
import { type CoverageEntry, coverageOf } from '../reader.ts';
import { PAGE_SIZE, SEARCH_LIMITS } from './limits.ts';
import { readListed } from './listed.ts';
import type { Operations } from './operations.ts';
import type { SageMakerRegion } from './region.ts';

/** The resources of one kind, as Describe tells them. */
export interface KindRead {
  /** Absent where nobody could say which there are. */
  readonly items?: readonly JsonRecord[];
  readonly coverage: readonly CoverageEntry[];
}

/** By Search where it returns the kind, else one by one; so too where Search does not answer. */
export async function readKind(
  sagemaker: SageMakerRegion,
  kind: SageMakerKind,
  operations: Operations,
): Promise<KindRead> {
  if (kind.search === undefined) return readOneByOne(sagemaker, kind, operations);
  const pages = await search(sagemaker, kind);
  const source = { source: SEARCH_ACTION, region: sagemaker.region };
  switch (pages.kind) {
    case 'known':
    case 'partial': {
      const items = itemsOf(pages, 'Results').map((result) => recordIn(result, kind));
      const wanted = kind.lifetime === 'job' ? items.filter((item) => !sagemaker.isPast(item)) : items;
      sagemaker.onRead(wanted.length);
      const why = pages.kind === 'partial' ? { why: `${kind.noun}: ${pages.why}` } : {};
      return { items: wanted, coverage: [{ ...coverageOf(source, pages), ...why }] };
    }
    case 'denied': {
      // Told although nothing may be missing: without the grant each resource costs a call, and fewer are read.
      const { items, coverage } = await readOneByOne(sagemaker, kind, operations);
      return {
        ...(items === undefined ? {} : { items }),
        coverage: [coverageOf(source, pages), ...coverage],
      };
    }
    case 'failed':
    case 'absent':
      return readOneByOne(sagemaker, kind, operations);
  }
}

async function readOneByOne(
  sagemaker: SageMakerRegion,
  kind: SageMakerKind,
  operations: Operations,
): Promise<KindRead> {
  const { found, coverage } = await readListed(sagemaker, {
    operations,
    list: listAction(kind),
    describe: describeAction(kind),
    isJob: kind.lifetime === 'job',
    proof: kind.arn,
  });
  return found === undefined ? { coverage } : { items: found.map(({ output }) => output), coverage };
}

/**
 * Newest first, and to the page with the first job that is past; an expression for the time would save no more than that
 * page.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Search.html
 */
function search({ client, ask, isEnough }: SageMakerRegion, kind: SageMakerKind): Promise<Pages> {
  const areEnough = (results: readonly unknown[]): boolean =>
    isEnough(results.map((result) => recordIn(result, kind)));
  const Resource = Object.values(ResourceType).find((resource) => resource === kind.noun);
  return readPages(
    (NextToken) =>
      ask(SEARCH_ACTION, () =>
        client.send(
          new SearchCommand({
            Resource,
            SortBy: 'CreationTime',
            SortOrder: 'Descending',
            MaxResults: PAGE_SIZE,
            NextToken,
          }),
        ),
      ),
    sageMakerPaging('Results', kind.lifetime === 'job' ? areEnough : undefined),
    SEARCH_LIMITS,
  );
}

/** What a result holds of the kind; a model comes with its dashboard around it. A result without is a resource without ARN. */
function recordIn(result: unknown, { noun }: SageMakerKind): JsonRecord {
  const outer = isRecord(result) ? own(result, noun) : undefined;
  const record = noun === 'Model' && isRecord(outer) ? own(outer, noun) : outer;
  return isRecord(record) ? record : {};
}
