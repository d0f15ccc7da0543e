import { asArray, asString, type JsonRecord, own } from '../../model/json.ts';
import { describeAction, readActions, sageMakerFile } from '../../model/sagemaker-kinds.ts';
import { ABSENT, PAST } from '../../model/snapshot.ts';
import { type Answer, failedForNow, holding } from '../answer.ts';
import { type ConfirmableResource, keyOf } from '../confirmable.ts';
import { mapTwice } from '../pool.ts';
import { type Access, type CoverageEntry, coverageOf, type Part, settled } from '../reader.ts';
import { JOB_OPERATIONS } from './job-operations.ts';
import { LONG_LIVED_OPERATIONS } from './long-lived-operations.ts';
import { type SageMakerRegion, sageMakerIn } from './region.ts';

const AT_ONCE = 4;

/** Asks for each of the resources of one region; what exists and is not past is added to the file of its kind. */
export async function confirmResources(
  access: Access,
  region: string,
  resources: readonly ConfirmableResource[],
  soFar: Part,
): Promise<Part> {
  const sagemaker = await sageMakerIn(access, region);
  const answers = await mapTwice(
    AT_ONCE,
    resources,
    async (resource) => ({ resource, answer: await describe(sagemaker, resource) }),
    ({ answer }) => failedForNow(answer),
  );
  const files = new Map<string, JsonRecord>();
  const coverage: CoverageEntry[] = [];
  for (const { resource, answer } of answers) {
    const { of } = resource;
    const source = { source: describeAction(of), region, resource: resource.arn };
    const told = toldBy(sagemaker, resource, answer, soFar);
    if (told.kind === 'item') {
      const path = `${region}/${sageMakerFile(of)}`;
      const before = files.get(path) ?? soFar.files.get(path) ?? {};
      files.set(path, { ...before, items: [...asArray(own(before, 'items')), told.item] });
    } else if (told.kind === 'gone') coverage.push({ ...source, kind: 'known', why: told.why });
    else coverage.push(settled(coverageOf(source, told.answer)));
    sagemaker.onRead(1);
  }
  return { files, coverage };
}

function describe(
  { client, ask }: SageMakerRegion,
  { arn, of, names }: ConfirmableResource,
): Promise<Answer<JsonRecord>> {
  const operations = [...JOB_OPERATIONS, ...LONG_LIVED_OPERATIONS].find(({ noun }) => noun === of.noun);
  if (operations === undefined) throw new Error(`no operation describes ${of.noun}`);
  const id = (key: string): string => {
    // The ARN of a cluster has an id in the place of its name.
    if (/Arn$|^ClusterName$/.test(key)) return arn;
    const isOuter = key === 'DomainId' || key === 'JobCategory';
    return (isOuter ? names[0] : names.at(-1)) ?? '';
  };
  return ask(describeAction(of), () => operations.describe(client, id)).then((answer) =>
    holding(of.arn, answer),
  );
}

type Told =
  | { readonly kind: 'item'; readonly item: JsonRecord }
  | { readonly kind: 'gone'; readonly why: typeof ABSENT | typeof PAST }
  | { readonly kind: 'nothing'; readonly answer: Exclude<Answer<JsonRecord>, { readonly kind: 'known' }> };

function toldBy(
  sagemaker: SageMakerRegion,
  resource: ConfirmableResource,
  answer: Answer<JsonRecord>,
  soFar: Part,
): Told {
  const { arn, of } = resource;
  switch (answer.kind) {
    case 'known': {
      if (keyOf(asString(own(answer.value, of.arn)) ?? '') !== keyOf(arn))
        return unproven('the resource of this name has another ARN');
      const isPast = of.lifetime === 'job' && sagemaker.isPast(answer.value);
      return isPast ? { kind: 'gone', why: PAST } : { kind: 'item', item: answer.value };
    }
    case 'absent':
      return isProof(resource, soFar)
        ? { kind: 'gone', why: ABSENT }
        : unproven(
            'nothing has this name; the ARN may spell it in lower case, and not all of its kind were listed',
          );
    case 'denied':
    case 'failed':
      return { kind: 'nothing', answer };
  }
}

function unproven(why: string): Told {
  return { kind: 'nothing', answer: { kind: 'failed', why } };
}

/** Kinds that are asked for by what their ARN says and SageMaker made up itself. */
const BY_ID: readonly string[] = ['Cluster', 'Domain', 'MlflowApp', 'ModelPackage', 'PartnerApp'];

/**
 * An ARN may have in lower case what was named otherwise, and names are asked for as they were given. So that nothing has
 * the name in the ARN is proof only where its case was kept, or where a complete list does not show the resource either.
 */
function isProof({ of, region, names }: ConfirmableResource, { files, coverage }: Part): boolean {
  if (BY_ID.includes(of.noun) || /[A-Z]/.test(names.at(-1) ?? '')) return true;
  const actions = readActions(of);
  const isListed = files.has(`${region}/${sageMakerFile(of)}`);
  return (
    isListed &&
    !coverage.some(
      (entry) => entry.kind !== 'known' && entry.region === region && actions.includes(entry.source),
    )
  );
}
