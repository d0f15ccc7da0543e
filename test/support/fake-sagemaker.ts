import { isRecord, type JsonRecord, own } from '../../src/model/json.ts';
import { RESOURCE_POLICY_KINDS } from '../../src/model/resource-policy.ts';
import { SAGEMAKER_KINDS, sageMakerArnType } from '../../src/model/sagemaker-kinds.ts';
import { AwsFault, type FakeCall, type Route, type Routes } from './fake-aws.ts';
import { field, type Operation, operation } from './sdk-schema.ts';

export interface FakeSageMaker {
  /** What Describe answers, by the noun of the operation, times as dates. */
  readonly resources?: Readonly<Record<string, readonly JsonRecord[]>>;
  /** Policies of groups by the noun and the name of the group; a group may have none. */
  readonly policies?: Readonly<Record<string, Readonly<Record<string, object | undefined>>>>;
  /** Items on a page, where fewer than the caller asks for. */
  readonly pageSize?: number;
}

const MOST_RESULTS = 100;

/**
 * Every operation that reads SageMaker, made of the SDK's own schemas: what they do not know is refused, summaries hold
 * what they name, and lists are sorted and cut as AWS does.
 */
export function sageMakerRoutes({
  resources = {},
  policies = {},
  pageSize = MOST_RESULTS,
}: FakeSageMaker): Routes {
  const routes: Record<string, Route> = { 'sagemaker:Search': searchRoute(resources, pageSize) };
  for (const { noun, describedAs } of SAGEMAKER_KINDS) {
    if (describedAs !== undefined) continue;
    const records = resources[noun] ?? [];
    addRoute(routes, listName(noun), listRoute(records, pageSize));
    addRoute(routes, `Describe${noun}`, describeRoute(records, noun));
  }
  for (const { noun } of RESOURCE_POLICY_KINDS) {
    const groups = policies[noun] ?? {};
    const records = Object.keys(groups).map((name) => groupRecord(noun, name));
    addRoute(routes, listName(noun), listRoute(records, pageSize));
    addRoute(routes, `Get${noun}Policy`, (input) => {
      const policy = groups[String(input[`${noun}Name`])];
      if (policy === undefined)
        throw new AwsFault('ValidationException', `Cannot find resource policy for: ${input[`${noun}Name`]}`);
      return { [`${noun}Arn`]: 'arn', ResourcePolicy: JSON.stringify(policy) };
    });
  }
  return routes;
}

function groupRecord(noun: string, name: string): JsonRecord {
  const type = noun.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  const arn = `arn:aws:sagemaker:us-east-1:111122223333:${type}/${name}`;
  return { [`${noun}Name`]: name, [`${noun}Arn`]: arn, CreationTime: new Date(0) };
}

function listName(noun: string): string {
  return `List${noun.replace('V2', '')}s`;
}

type Answer = (input: FakeCall['input'], operation: Operation) => object;

/** A route that refuses what the operation does not know and what nobody should send. */
function addRoute(routes: Record<string, Route>, name: string, answer: Answer): void {
  const known = operation(name);
  routes[`sagemaker:${name}`] = (input) => {
    const unknown = Object.keys(input).find((key) => field(known.input, key) === undefined);
    if (unknown !== undefined) throw new AwsFault('ValidationException', `${name} has no ${unknown}`);
    const missing = known.required.find((key) => input[key] === undefined);
    if (missing !== undefined) throw new AwsFault('ValidationException', `${missing} is missing`);
    if (input.LastModifiedTimeAfter !== undefined)
      throw new AwsFault('ValidationException', 'a filter that leads to endless empty pages');
    return answer(input, known);
  };
}

function listRoute(records: readonly JsonRecord[], pageSize: number): Answer {
  const newestFirst = inOrder(records);
  return (input, { input: known, output }) => {
    const hasTypes = field(known, 'ModelPackageType') !== undefined;
    const list = output.find(({ isList, fields }) => isList && fields !== undefined);
    const after = Number(input.CreationTimeAfter ?? Number.NEGATIVE_INFINITY) * 1000;
    const wanted = newestFirst(input).filter(
      (record) =>
        timeOf(record) > after &&
        (input.JobCategory === undefined || record.JobCategory === input.JobCategory) &&
        (!hasTypes || isOfType(record, input.ModelPackageType)),
    );
    const names = (list?.fields?.() ?? []).map(({ name }) => name);
    const { items, NextToken } = page(wanted, input, pageSize);
    return { [list?.name ?? '']: items.map((record) => summaryOf(record, names)), NextToken };
  };
}

/** Without a type, packages in groups are left out. */
function isOfType(record: JsonRecord, type: unknown): boolean {
  return type === 'Both' || record.ModelPackageGroupName === undefined;
}

function summaryOf(record: JsonRecord, names: readonly string[]): JsonRecord {
  const summary: Record<string, unknown> = {};
  for (const name of names) {
    const value = own(record, name) ?? own(record, name.replace(/^Monitoring(?=JobDefinition)/, ''));
    if (value !== undefined) summary[name] = value;
  }
  return summary;
}

function timeOf({ CreationTime }: JsonRecord): number {
  return CreationTime instanceof Date ? CreationTime.getTime() : 0;
}

/** The records in the order that is asked for, sorted once. */
function inOrder(records: readonly JsonRecord[]): (input: FakeCall['input']) => readonly JsonRecord[] {
  const newest = records.toSorted((a, b) => timeOf(b) - timeOf(a));
  return ({ SortOrder }) => (/^descending$/i.test(String(SortOrder)) ? newest : records);
}

function page(
  records: readonly JsonRecord[],
  input: FakeCall['input'],
  pageSize: number,
): { readonly items: readonly JsonRecord[]; readonly NextToken?: string } {
  const size = Number(input.MaxResults ?? 10);
  if (size > MOST_RESULTS) throw new AwsFault('ValidationException', 'MaxResults is too large');
  const start = Number(input.NextToken ?? 0);
  const end = start + Math.min(size, pageSize);
  const items = records.slice(start, end);
  return end < records.length ? { items, NextToken: String(end) } : { items };
}

function describeRoute(records: readonly JsonRecord[], noun: string): Answer {
  const byId = new Map<unknown, readonly JsonRecord[]>();
  return (input, { required }) => {
    const [first = '', ...others] = required;
    if (byId.size === 0)
      // A name may also be an ARN.
      for (const record of records)
        for (const id of [record[first], record[first.replace(/Name$/, 'Arn')]])
          byId.set(id, [...(byId.get(id) ?? []), record]);
    const found = byId.get(input[first])?.find((record) => others.every((key) => record[key] === input[key]));
    if (found === undefined) throw new AwsFault('ValidationException', `Could not find ${noun}.`);
    return found;
  };
}

function searchRoute(resources: NonNullable<FakeSageMaker['resources']>, pageSize: number): Route {
  const results = field(operation('Search').output, 'Results')?.fields?.() ?? [];
  const sorted = new Map(Object.entries(resources).map(([noun, records]) => [noun, inOrder(records)]));
  return (input) => {
    const noun = String(input.Resource);
    if (field(results, noun) === undefined)
      throw new AwsFault('ValidationException', `no ${noun} to search for`);
    const { items, NextToken } = page(sorted.get(noun)?.(input) ?? [], input, pageSize);
    const wrapped = items.map((record) => ({ [noun]: noun === 'Model' ? { Model: record } : record }));
    return { Results: wrapped, NextToken };
  };
}

/** One resource of every kind, each with the roles of `roleArn` in all its role fields. */
export function oneOfEachKind(roleArn: string): Readonly<Record<string, readonly JsonRecord[]>> {
  const resources: Record<string, readonly JsonRecord[]> = {};
  for (const kind of SAGEMAKER_KINDS) {
    const { output, required } = operation(`Describe${kind.noun}`);
    const type = sageMakerArnType(kind);
    const record: Record<string, unknown> = {
      CreationTime: new Date('2026-05-01T00:00:00Z'),
      [kind.name]: `the-${type}`,
      [kind.arn]: `arn:aws:sagemaker:us-east-1:111122223333:${type}/the-${type}`,
      ...(kind.status === undefined ? {} : { [kind.status.field]: kind.status.succeeded }),
      ...(field(output, 'JobCategory') === undefined ? {} : { JobCategory: 'AgentRFT' }),
    };
    for (const key of required) record[key] ??= `the-${type}`;
    for (const { path } of kind.roles) put(record, path.split('.'), roleArn);
    resources[kind.noun] = [record];
  }
  return resources;
}

function put(record: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: unknown): void {
  const isList = step.endsWith('[]');
  const name = step.replace('[]', '');
  if (rest.length === 0) {
    record[name] = isList ? [value] : value;
    return;
  }
  const present = isList ? (record[name] as readonly unknown[] | undefined)?.[0] : record[name];
  const below: Record<string, unknown> = isRecord(present) ? present : {};
  put(below, rest, value);
  record[name] = isList ? [below] : below;
}

/** What SageMaker makes up itself in the ARNs of some kinds, and what other kinds have before the name. */
export function madeUp(record: JsonRecord, noun: string): JsonRecord {
  const place = 'arn:aws:sagemaker:us-east-1:111122223333';
  switch (noun) {
    case 'Cluster':
      return { ...record, ClusterArn: `${place}:cluster/abcdefghij12` };
    case 'Job':
      return { ...record, JobName: 'j', JobArn: `${place}:job/agentrft/j` };
    case 'UserProfile':
      return {
        ...record,
        DomainId: 'd-1',
        UserProfileName: 'u',
        UserProfileArn: `${place}:user-profile/d-1/u`,
      };
    case 'Domain':
      return { ...record, DomainId: 'd-1', DomainArn: `${place}:domain/d-1` };
    default:
      return record;
  }
}
