import {
  type ParameterValue,
  type QueryLanguage,
  type RequestTemplate,
  valuesAt,
} from './definition-value.ts';
import {
  asString,
  isRecord,
  type JsonRecord,
  kindOf,
  own,
  type ParsedJson,
  parseJson,
  pathStep,
} from './json.ts';
import { type ItemReader, parseItemReader, parseResultWriter, type ResultWriter } from './map-storage.ts';

/** A Task state, wherever it is nested. */
export interface Task extends RequestTemplate {
  /** JSON path of the state: `$.States.Par.Branches[0].States.Tx`. */
  readonly path: string;
  readonly name: string;
  /** `Resource` as it is written. */
  readonly resource: string;
  /** `Credentials.RoleArn`, where the state has one: the call is then made with that role. */
  readonly credentials?: ParameterValue;
  /** True inside a Distributed Map whose child executions are Express. */
  readonly inExpressMap: boolean;
}

/** A Map state that starts a child execution of the state machine for its items. */
export interface DistributedMap {
  readonly path: string;
  /** Present where the items stand in S3, not in the input of the state. */
  readonly itemReader?: ItemReader;
  readonly resultWriter?: ResultWriter;
  /** True inside a Distributed Map whose child executions are Express. */
  readonly inExpressMap: boolean;
}

/** A part of a definition that makes no sense; `why` never quotes the definition. */
interface DefinitionProblem {
  readonly path: string;
  readonly why: string;
}

/** What a definition does, in its own order, as far as it was understood. */
export interface Definition {
  readonly tasks: readonly Task[];
  readonly distributedMaps: readonly DistributedMap[];
  readonly problems: readonly DefinitionProblem[];
}

/** Step Functions takes no longer definition: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_LENGTH = 2 ** 20;

const PLAIN_TYPES: readonly unknown[] = ['Pass', 'Choice', 'Wait', 'Succeed', 'Fail'];

interface Found {
  readonly tasks: Task[];
  readonly distributedMaps: DistributedMap[];
  readonly problems: DefinitionProblem[];
}

interface Place {
  readonly path: string;
  /** What a state is written in that does not say. */
  readonly queryLanguage: QueryLanguage;
  readonly inExpressMap: boolean;
}

/** Reads Amazon States Language without judging it; never throws, everything it cannot read becomes a problem. */
export function walkDefinition(text: string): Definition {
  const found: Found = { tasks: [], distributedMaps: [], problems: [] };
  const json: ParsedJson =
    text.length > MAX_LENGTH
      ? { kind: 'problem', why: `expected at most ${MAX_LENGTH} characters, found ${text.length}` }
      : parseJson(text);
  const top: Place = { path: '$', queryLanguage: 'JSONPath', inExpressMap: false };
  if (json.kind === 'problem') found.problems.push({ path: '$', why: json.why });
  else walkMachine(json.value, top, found);
  return found;
}

/** A state machine, a branch or an item processor: whatever has `States`. */
function walkMachine(machine: unknown, place: Place, found: Found): void {
  const states = isRecord(machine) ? own(machine, 'States') : undefined;
  if (!isRecord(machine) || !isRecord(states)) {
    const [path, culprit] = isRecord(machine) ? [`${place.path}.States`, states] : [place.path, machine];
    found.problems.push({ path, why: `expected an object, found ${kindOf(culprit)}` });
    return;
  }
  const queryLanguage = languageOf(machine, place, found);
  for (const name of Object.keys(states)) {
    const path = `${place.path}.States${pathStep(name)}`;
    walkState(name, own(states, name), { ...place, path, queryLanguage }, found);
  }
}

function walkState(name: string, state: unknown, place: Place, found: Found): void {
  if (!isRecord(state)) {
    found.problems.push({ path: place.path, why: `expected a state, found ${kindOf(state)}` });
    return;
  }
  const type = own(state, 'Type');
  if (type === 'Task') walkTask(name, state, place, found);
  else if (type === 'Parallel') walkParallel(state, place, found);
  else if (type === 'Map') walkMap(state, place, found);
  else if (!PLAIN_TYPES.includes(type)) {
    const what = typeof type === 'string' ? 'another text' : kindOf(type);
    found.problems.push({ path: `${place.path}.Type`, why: `expected a type of state, found ${what}` });
  }
}

function walkTask(name: string, state: JsonRecord, place: Place, found: Found): void {
  const { path, inExpressMap } = place;
  const resource = asString(own(state, 'Resource'));
  if (resource === undefined) {
    const what = kindOf(own(state, 'Resource'));
    found.problems.push({ path: `${path}.Resource`, why: `expected a string, found ${what}` });
    return;
  }
  const queryLanguage = languageOf(state, place, found);
  const credentials = credentialsOf(state, queryLanguage);
  found.tasks.push({
    path,
    name,
    resource,
    queryLanguage,
    parameters: own(state, queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters'),
    ...(credentials === undefined ? {} : { credentials }),
    inExpressMap,
  });
}

function credentialsOf(state: JsonRecord, queryLanguage: QueryLanguage): ParameterValue | undefined {
  const parameters = own(state, 'Credentials');
  if (parameters === undefined) return undefined;
  const [roleArn] = valuesAt({ queryLanguage, parameters }, 'RoleArn');
  return roleArn?.kind === 'absent' ? undefined : roleArn;
}

function walkParallel(state: JsonRecord, place: Place, found: Found): void {
  const branches = own(state, 'Branches');
  const path = `${place.path}.Branches`;
  if (!Array.isArray(branches)) {
    found.problems.push({ path, why: `expected an array, found ${kindOf(branches)}` });
    return;
  }
  for (const [index, branch] of branches.entries())
    walkMachine(branch, { ...place, path: `${path}${pathStep(index)}` }, found);
}

/** `Iterator` is the older name of `ItemProcessor`. */
function walkMap(state: JsonRecord, place: Place, found: Found): void {
  const { path } = place;
  const key =
    own(state, 'ItemProcessor') === undefined && Object.hasOwn(state, 'Iterator')
      ? 'Iterator'
      : 'ItemProcessor';
  const processor = own(state, key);
  const config = isRecord(processor) ? own(processor, 'ProcessorConfig') : undefined;
  const distributed = isRecord(config) && own(config, 'Mode') === 'DISTRIBUTED';
  if (distributed) found.distributedMaps.push(distributedMap(state, place, found));
  const inExpressMap = distributed ? own(config, 'ExecutionType') === 'EXPRESS' : place.inExpressMap;
  walkMachine(processor, { ...place, path: `${path}.${key}`, inExpressMap }, found);
}

function distributedMap(state: JsonRecord, place: Place, found: Found): DistributedMap {
  const { path, inExpressMap } = place;
  const queryLanguage = languageOf(state, place, found);
  const report = (at: string, why: string): void => void found.problems.push({ path: at, why });
  const itemReader = parseItemReader(state, path, queryLanguage, report);
  const resultWriter = parseResultWriter(state, path, queryLanguage, report);
  return {
    path,
    ...(itemReader === undefined ? {} : { itemReader }),
    ...(resultWriter === undefined ? {} : { resultWriter }),
    inExpressMap,
  };
}

/**
 * The language of a state or machine; without one it is that of the machine around it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html
 */
function languageOf(holder: JsonRecord, place: Place, found: Found): QueryLanguage {
  const language = own(holder, 'QueryLanguage');
  if (language === 'JSONPath' || language === 'JSONata') return language;
  if (language !== undefined) {
    const what = typeof language === 'string' ? 'another text' : kindOf(language);
    found.problems.push({
      path: `${place.path}.QueryLanguage`,
      why: `expected \`JSONPath\` or \`JSONata\`, found ${what}`,
    });
  }
  return place.queryLanguage;
}
