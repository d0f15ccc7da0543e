import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One service as botocore describes it. */
export interface Model {
  /** The id of the service as the SDK spells it, in lower case and without other characters. */
  readonly id: string;
  /** The name that the service signs with. */
  readonly signingName: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface Operation {
  readonly http: { readonly method: string };
  readonly input?: { readonly shape: string };
}

export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  /** Of a list. */
  readonly member?: { readonly shape: string };
}

interface Metadata {
  readonly serviceId: string;
  readonly signingName?: string;
  readonly endpointPrefix: string;
}

/** The models of the botocore that `python3` imports, the newest of each service, and its version. */
export function readModels(): { readonly version: string; readonly models: readonly Model[] } {
  const script = 'import botocore, json; print(json.dumps([botocore.__version__, botocore.__path__[0]]))';
  const { stdout } = spawnSync('python3', ['-c', script], { encoding: 'utf8' });
  const [version, root] = JSON.parse(stdout) as [string, string];
  const data = join(root, 'data');
  const models = readdirSync(data, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => newestModel(join(data, name)) ?? [])
    .sort((left, right) => (left.id < right.id ? -1 : 1));
  return { version, models };
}

function newestModel(folder: string): Model | undefined {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const newest = paths
    .filter((path) => /service-2\.json(\.gz)?$/.test(path))
    .sort()
    .at(-1);
  if (newest === undefined) return undefined;
  const bytes = readFileSync(join(folder, newest));
  const json = newest.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const { metadata, ...rest } = JSON.parse(json.toString('utf8')) as Omit<Model, 'id'> & {
    metadata: Metadata;
  };
  const { serviceId, signingName, endpointPrefix } = metadata;
  return {
    id: serviceId.toLowerCase().replace(/[^a-z0-9]/g, ''),
    signingName: signingName ?? endpointPrefix,
    operations: rest.operations,
    shapes: rest.shapes,
  };
}

/** A member of a request: its dotted path, `[]` behind a list, and whether no request can do without it. */
export interface Member {
  readonly path: string;
  readonly required: boolean;
}

/** The texts and lists of texts in the request of an operation, down to `depth` names. */
export function textMembers(model: Model, { input }: Operation, depth: number): readonly Member[] {
  return input === undefined ? [] : membersOf(model, input.shape, { path: '', required: true }, depth);
}

function membersOf({ shapes, ...model }: Model, name: string, at: Member, depth: number): readonly Member[] {
  const { type, member, members = {}, required = [] }: Partial<Shape> = shapes[name] ?? {};
  const below = (shape: string, next: Member, left: number) =>
    membersOf({ shapes, ...model }, shape, next, left);
  if (type === 'string') return [at];
  if (type === 'list' && member !== undefined)
    return below(member.shape, { ...at, path: `${at.path}[]` }, depth);
  if (type !== 'structure' || depth === 0) return [];
  return Object.entries(members).flatMap(([inner, { shape }]) => {
    const path = at.path === '' ? inner : `${at.path}.${inner}`;
    return below(shape, { path, required: at.required && required.includes(inner) }, depth - 1);
  });
}
