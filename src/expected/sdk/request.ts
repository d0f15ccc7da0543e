import { type ParameterValue, type RequestTemplate, valuesAt } from '../../model/definition-value.ts';
import { isRecord, own } from '../../model/json.ts';

/**
 * The request of an SDK call by names in any case: the definition writes `StateMachineArn` or `DbInstanceIdentifier`
 * where the API calls it `stateMachineArn` or `DBInstanceIdentifier`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export interface Request {
  /** True where the definition does not even tell which parameters there are. */
  readonly opaque: boolean;
  /** The parameters that are written, by plain name, a list also by the name of one entry: the path to their values. */
  readonly paths: ReadonlyMap<string, string>;
  readonly template: RequestTemplate;
}

export function requestOf(template: RequestTemplate): Request {
  const { parameters } = template;
  const paths = new Map<string, string>();
  if (isRecord(parameters))
    for (const written of Object.keys(parameters)) {
      const key = withoutSuffix(written, template);
      const path = Array.isArray(own(parameters, written)) ? `${key}[]` : key;
      const plain = plainName(key);
      paths.set(plain, path);
      if (plain.endsWith('s') && !paths.has(plain.slice(0, -1))) paths.set(plain.slice(0, -1), path);
    }
  return { opaque: !isRecord(parameters), paths, template };
}

/** Letters and digits in lower case. */
export function plainName(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The values of the first of the parameters that is written; none where none of them is. */
export function valuesOf(request: Request, names: Iterable<string>): readonly ParameterValue[] {
  for (const name of names) {
    const path = request.paths.get(name);
    if (path !== undefined) return valuesAt(request.template, path);
  }
  return [];
}

/** The values at a dotted path, each of its names in any case. */
export function valuesBelow({ template }: Request, path: string): readonly ParameterValue[] {
  return valuesAt(template, writtenPath(template, path));
}

/** The path as the definition spells it; from where it cannot be followed on, as it is. */
export function writtenPath(template: RequestTemplate, path: string): string {
  let node = template.parameters;
  const steps: string[] = [];
  for (const step of path.split('.')) {
    const list = step.endsWith('[]') ? '[]' : '';
    const wanted = plainName(step);
    const written = isRecord(node)
      ? Object.keys(node).find((key) => plainName(withoutSuffix(key, template)) === wanted)
      : undefined;
    steps.push(written === undefined ? step : `${withoutSuffix(written, template)}${list}`);
    const child = isRecord(node) && written !== undefined ? own(node, written) : undefined;
    node = list !== '' && Array.isArray(child) ? child.find(isRecord) : child;
  }
  return steps.join('.');
}

function withoutSuffix(key: string, { queryLanguage }: RequestTemplate): string {
  return queryLanguage === 'JSONPath' && key.endsWith('.$') ? key.slice(0, -2) : key;
}

const MAX_DEPTH = 20;

/** The paths of all texts in the request whose own name, without `.$`, is like the given one. */
export function pathsNamed({ template }: Request, name: RegExp): Iterable<string> {
  return pathsBelow(template.parameters, name, '', 0);
}

function* pathsBelow(node: unknown, name: RegExp, path: string, depth: number): Iterable<string> {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(node)) {
    const found = new Set(node.flatMap((entry) => [...pathsBelow(entry, name, `${path}[]`, depth + 1)]));
    yield* found;
  }
  if (!isRecord(node)) return;
  for (const [written, value] of Object.entries(node)) {
    // INVARIANT: a path has no dots of its own.
    const key = written.replace(/\.\$$/, '');
    if (key.includes('.')) continue;
    const below = path === '' ? key : `${path}.${key}`;
    if (typeof value !== 'string') yield* pathsBelow(value, name, below, depth + 1);
    else if (name.test(key)) yield below;
  }
}
