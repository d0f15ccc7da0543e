import { actionGlob } from './action-set.ts';
import table from './catalogue.generated.json' with { type: 'json' };
import { matchesGlob } from './glob.ts';

/** What an action can do at worst. */
export type AccessLevel = 'Read' | 'List' | 'Tagging' | 'Write' | 'Permissions management';

/** A kind of resource that an action can meet. */
export interface ResourceType {
  readonly name: string;
  /** ARN patterns with `*` where the service puts names. */
  readonly arns: readonly string[];
  /** False where the action can do without a resource of this type. */
  readonly required: boolean;
}

/** One action as its service lists it. */
export interface CatalogueAction {
  /** `sagemaker:CreateTrainingJob`, in the service's spelling. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** Empty where the action has no resource and is authorized on `*`. */
  readonly resourceTypes: readonly ResourceType[];
}

/**
 * The actions of some services, from their authorization tables.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface Catalogue {
  readonly source: { readonly name: string; readonly version: string; readonly date: string };
  /** Prefixes of the services that are listed in full. */
  readonly services: ReadonlySet<string>;
  /** By name in lower case. */
  readonly actions: ReadonlyMap<string, CatalogueAction>;
}

/** The table that comes with this version; `tools/generate-catalogue.ts` writes it. */
export const catalogue: Catalogue = {
  source: table.source,
  services: new Set(Object.keys(table.services)),
  actions: new Map(readActions().map((action) => [action.name.toLowerCase(), action])),
};

function readActions(): CatalogueAction[] {
  const actions: CatalogueAction[] = [];
  for (const [service, { resourceTypes, actions: rows }] of Object.entries(table.services)) {
    const arnOf = new Map(Object.entries(resourceTypes));
    for (const [name = '', accessLevel = '', ...typeNames] of rows)
      actions.push({
        name: `${service}:${name}`,
        // INVARIANT: the generator writes no other level.
        accessLevel: accessLevel as AccessLevel,
        resourceTypes: typeNames.map((typeName) => resourceTypeOf(typeName, arnOf)),
      });
  }
  return actions;
}

/** A row marks the types that the action can do without. */
function resourceTypeOf(marked: string, arnOf: ReadonlyMap<string, string>): ResourceType {
  const required = !marked.startsWith('?');
  const name = required ? marked : marked.slice(1);
  return { name, arns: [arnOf.get(name)].filter((arn) => arn !== undefined), required };
}

/** What the action can do at worst; undefined for an action that the catalogue does not list. */
export function accessLevelOf(action: string, from: Catalogue = catalogue): AccessLevel | undefined {
  return from.actions.get(action.toLowerCase())?.accessLevel;
}

/** The resources that the action can meet; undefined for an action that the catalogue does not list. */
export function resourceTypesOf(
  action: string,
  from: Catalogue = catalogue,
): readonly ResourceType[] | undefined {
  return from.actions.get(action.toLowerCase())?.resourceTypes;
}

/** The listed actions that an Action pattern matches. */
export function actionsMatching(pattern: string, from: Catalogue = catalogue): readonly CatalogueAction[] {
  const glob = actionGlob(pattern);
  const matching: CatalogueAction[] = [];
  for (const [name, action] of from.actions) if (matchesGlob(glob, name)) matching.push(action);
  return matching;
}
