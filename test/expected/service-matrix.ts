import type { CaseForm } from '../support/case-forms.ts';
import type { MatrixCase } from './sagemaker-matrix.ts';
import { casesIn } from './support.ts';

/** A required grant; one line for each form where the forms differ in more than the name. */
type Line = string | Readonly<Record<CaseForm, string>>;

/** What the documents say of one API; `test/cases/service-calls` holds them, one file for each service. */
interface ServiceCall {
  readonly api: string;
  readonly source: string;
  /** The request; what stands in braces is the name that the form of a case changes: `{orders}`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The parameters that take an ARN, so that an unknown one may be of any region and account. */
  readonly mayBeArn?: readonly string[];
  /** Absent where all forms are tried; `reason` says why a pattern is not tried with all. */
  readonly forms?: readonly CaseForm[];
  readonly reason?: string;
  /** The managed EventBridge rule that the documents show for `.sync`. */
  readonly rule?: string;
  /** By pattern, `create glue:StartJobRun on arn:…:job/{JobName}`, with the parameter of the name in braces. */
  readonly patterns: Readonly<Record<string, readonly Line[]>>;
}

/** One pattern of an API. */
interface ServicePattern extends ServiceCall {
  /** The end of `Resource`: `glue:startJobRun.sync`. */
  readonly call: string;
  readonly lines: readonly Line[];
  /** None where the call names no resource. */
  readonly tried: readonly CaseForm[];
}

type Language = 'JSONPath' | 'JSONata';

const FORMS: readonly CaseForm[] = ['literal', 'prefix', 'dynamic'];
const PLACE = 'us-east-1:111122223333';
const RULE_VERBS = ['PutTargets', 'PutRule', 'DescribeRule'];
const NAME = /\{([^}]*)\}/g;

/** Every API in each of its patterns. */
export const SERVICE_PATTERNS: readonly ServicePattern[] = casesIn<{ calls: ServiceCall[] }>('service-calls')
  .flatMap(({ calls }) => calls)
  .flatMap((call) => Object.entries(call.patterns).map(([name, lines]) => patternOf(call, name, lines)));

/** Every pattern with every form of its names in both languages; one that names nothing once in each. */
export const SERVICE_MATRIX: readonly MatrixCase[] = SERVICE_PATTERNS.flatMap((pattern) =>
  (pattern.tried.length === 0 ? FORMS.slice(0, 1) : pattern.tried).flatMap((form) =>
    (['JSONPath', 'JSONata'] as const).map((language) => matrixCase(pattern, form, language)),
  ),
);

type FormsOfCalls = ReadonlyMap<string, ReadonlySet<CaseForm>>;

/** Adds the forms of this matrix to those that are tried already. */
export function withServiceForms(tried: FormsOfCalls): FormsOfCalls {
  const formsOf = (pattern: ServicePattern) => [...(tried.get(pattern.call) ?? []), ...pattern.tried];
  return new Map([...tried, ...SERVICE_PATTERNS.map((one) => [one.call, new Set(formsOf(one))] as const)]);
}

function patternOf(call: ServiceCall, name: string, own: readonly Line[]): ServicePattern {
  const verbs = name.startsWith('.sync') && call.rule !== undefined ? RULE_VERBS : [];
  const rule = `arn:aws:events:${PLACE}:rule/${call.rule}`;
  const names = own.some((line) => typeof line !== 'string' || line.includes('{'));
  return {
    ...call,
    call: `${call.api}${name === 'request-response' ? '' : name}`,
    lines: [...own, ...verbs.map((verb) => `event-rule events:${verb} on all of ${rule}`)],
    tried: names ? (call.forms ?? FORMS) : [],
  };
}

function matrixCase(pattern: ServicePattern, form: CaseForm, language: Language): MatrixCase {
  return {
    title: `${pattern.call}, ${form}, ${language}`,
    task: {
      Resource: `arn:aws:states:::${pattern.call}`,
      QueryLanguage: language,
      [language === 'JSONata' ? 'Arguments' : 'Parameters']: requestOf(pattern.parameters, form, language),
    },
    required: pattern.lines.map((line) => lineIn(line, form, pattern)),
  };
}

/** The request with its names in one form. A list of names is written out, or comes whole from the run. */
function requestOf(value: unknown, form: CaseForm, language: Language): unknown {
  if (typeof value === 'string') return plain(value);
  if (Array.isArray(value)) return value.map((one) => requestOf(one, form, language));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]: [string, unknown]) => {
    const [text]: readonly unknown[] = [one].flat();
    if (form === 'literal' || typeof text !== 'string' || !text.includes('{'))
      return [key, requestOf(one, form, language)];
    const start = `${plain(text.slice(0, text.indexOf('}')))}-`;
    const path = form === 'prefix' ? `States.Format('${start}{}', $.rest)` : '$.name';
    if (language === 'JSONPath') return [`${key}.$`, path];
    return [key, form === 'prefix' ? `{% '${start}' & $states.input.rest %}` : '{% $states.input.name %}'];
  });
  return Object.fromEntries(entries);
}

function plain(text: string): string {
  return text.replace(/[{}]/g, '');
}

/** A line that says neither `all of` nor `some of` holds for all of a known name, and some of an unknown one. */
function lineIn(line: Line, form: CaseForm, { parameters, mayBeArn = [] }: ServiceCall): string {
  const text = typeof line === 'string' ? line : line[form];
  const anyPlace = form === 'dynamic' && mayBeArn.some((parameter) => text.includes(`{${parameter}}`));
  // What the request is known to carry stays as it is.
  const [asked = '', ...keys] = text.split(/(?= if )/);
  const resources = asked
    .replace(/ on (?!(?:all|some) of )/, ` on ${form === 'dynamic' ? 'some' : 'all'} of `)
    .replaceAll(PLACE, anyPlace ? '*:*' : PLACE)
    .replace(NAME, (_, parameter: string) => nameIn(parameters, parameter, form));
  return resources + keys.join('');
}

function nameIn(parameters: object, parameter: string, form: CaseForm): string {
  const [, name = ''] =
    new RegExp(`"${parameter}":\\[?"[^"{]*\\{([^}]*)`).exec(JSON.stringify(parameters)) ?? [];
  return { literal: name, prefix: `${name}-*`, dynamic: '*' }[form];
}
