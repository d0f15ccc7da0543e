import type { RequestTemplate } from '../model/definition-value.ts';
import { asArray, asString, isRecord, type JsonRecord, kindOf, own, parseJson } from '../model/json.ts';

/** One step of a SageMaker pipeline. */
export interface PipelineStep {
  /** `Steps[0]`, and `Steps[0].Arguments.IfSteps[1]` for what a condition leads to. */
  readonly path: string;
  readonly type: string;
  /** The step as it is written; what another step or a parameter decides is left to a run. */
  readonly template: RequestTemplate;
}

interface PipelineProblem {
  /** The step; none for the whole definition. */
  readonly path: readonly [] | readonly [string];
  readonly why: string;
}

interface PipelineSteps {
  readonly steps: readonly PipelineStep[];
  readonly problems: readonly PipelineProblem[];
  /** True where a step reads a value out of a file that an earlier one has written. */
  readonly readsFiles: boolean;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePipeline.html */
const MAX_LENGTH = 2 ** 20;

/**
 * The steps of a pipeline definition, of the schema `2020-12-01`. Never throws.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-steps.html
 */
export function parsePipelineDefinition(text: string): PipelineSteps {
  const problem = (why: string): PipelineSteps => ({
    steps: [],
    problems: [{ path: [], why }],
    readsFiles: false,
  });
  if (text.length > MAX_LENGTH)
    return problem(`expected at most ${MAX_LENGTH} characters, found ${text.length}`);
  const parsed = parseJson(text);
  if (parsed.kind === 'problem') return problem(parsed.why);
  if (!isRecord(parsed.value)) return problem(`expected an object, found ${kindOf(parsed.value)}`);
  const found: Found = { steps: [], problems: [] };
  collect(own(parsed.value, 'Steps'), 'Steps', found);
  return { ...found, readsFiles: text.includes('"Std:JsonGet"') };
}

interface Found {
  readonly steps: PipelineStep[];
  readonly problems: PipelineProblem[];
}

function collect(list: unknown, path: string, found: Found): void {
  if (!Array.isArray(list)) {
    found.problems.push({ path: [path], why: `expected an array, found ${kindOf(list)}` });
    return;
  }
  for (const [index, step] of asArray(list).entries()) {
    const at = `${path}[${index}]`;
    const type = isRecord(step) ? asString(own(step, 'Type')) : undefined;
    if (!isRecord(step) || type === undefined) {
      found.problems.push({ path: [at], why: `expected a step with a type, found ${kindOf(step)}` });
      continue;
    }
    if (type !== 'Condition') {
      found.steps.push({
        path: at,
        type,
        template: { queryLanguage: 'JSONata', parameters: known(step) },
      });
      continue;
    }
    collectBranches(step, at, found);
  }
}

function collectBranches(step: JsonRecord, path: string, found: Found): void {
  const branches = own(step, 'Arguments');
  for (const name of ['IfSteps', 'ElseSteps']) {
    const list = isRecord(branches) ? own(branches, name) : undefined;
    if (list !== undefined) collect(list, `${path}.Arguments.${name}`, found);
  }
}

/** An expression whose value nobody knows beforehand: a JSONata variable stands for it. */
const UNKNOWN = '{% $unknown %}';

/**
 * The same with an expression for each value that only a run knows. The default value of a parameter is not certain.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-properties.html
 */
function known(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(known);
  if (!isRecord(node)) return node;
  const [only, ...others] = Object.keys(node);
  if (only !== undefined && others.length === 0 && (only === 'Get' || only.startsWith('Std:')))
    return only === 'Std:Join' ? joined(own(node, only)) : UNKNOWN;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, known(value)]));
}

/** Texts are known as far as the first value that is not. */
function joined(join: unknown): string {
  const on = isRecord(join) ? asString(own(join, 'On')) : undefined;
  const values = isRecord(join) ? own(join, 'Values') : undefined;
  if (on === undefined || !Array.isArray(values)) return UNKNOWN;
  const texts = asArray(values).map((value) => (typeof value === 'number' ? String(value) : asString(value)));
  const end = texts.indexOf(undefined);
  if (end < 0) return texts.join(on);
  return end === 0 ? UNKNOWN : `{% ${JSON.stringify(`${texts.slice(0, end).join(on)}${on}`)} & $unknown %}`;
}
