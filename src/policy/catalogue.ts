import { spelledOut } from './abbreviation.ts';
import { actionGlob } from './action-set.ts';
import table from './catalogue.generated.json' with { type: 'json' };
import { ANY, type Glob, matchesGlob, STAR } from './glob.ts';
import { type AccessLevel, actionsIn, type CatalogueAction, type ResourceType } from './service-line.ts';
import { WELL_KNOWN } from './well-known.ts';

export type { AccessLevel, CatalogueAction, ResourceType } from './service-line.ts';

/**
 * The actions of some services, from their authorization tables.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface Catalogue {
  readonly source: { readonly name: string; readonly version: string; readonly date: string };
  /** Prefixes of the services that are listed in full. */
  readonly services: ReadonlySet<string>;
  /**
   * The actions of a service by name in lower case, the shortest names first; none where it is not listed. A
   * service is read when it is first asked for, and the answer is always the same object.
   */
  readonly actionsOf: (service: string) => ReadonlyMap<string, CatalogueAction>;
  /** Names in lower case of the actions that a search should try first, whether listed or not. */
  readonly wellKnown: readonly string[];
}

const NO_ACTIONS: ReadonlyMap<string, CatalogueAction> = new Map();

/** The table that comes with this version; `tools/generate-catalogue.ts` writes it. */
export const catalogue: Catalogue = fullCatalogue();

function fullCatalogue(): Catalogue {
  const lines = new Map(Object.entries(table.services));
  return {
    source: table.source,
    services: new Set(lines.keys()),
    actionsOf: readOnce((service) => {
      const line = lines.get(service);
      return line && actionsIn(service, line.map(spelledOut));
    }),
    wellKnown: WELL_KNOWN.map((name) => name.toLowerCase()),
  };
}

/**
 * `read` answers undefined for a service that is not listed.
 * INVARIANT: only what is listed is kept, so that names from outside take no memory.
 */
function readOnce(read: (service: string) => readonly CatalogueAction[] | undefined): Catalogue['actionsOf'] {
  const known = new Map<string, ReadonlyMap<string, CatalogueAction>>();
  return (service) => {
    const actions = known.get(service);
    if (actions !== undefined) return actions;
    const listed = read(service);
    if (listed === undefined) return NO_ACTIONS;
    const byName = new Map(listed.map((action) => [action.name.toLowerCase(), action]));
    known.set(service, byName);
    return byName;
  };
}

/** The same catalogue with each action changed, or left out where there is nothing to change it to. */
export function revised(
  from: Catalogue,
  change: (action: CatalogueAction) => CatalogueAction | undefined,
): Catalogue {
  const read = (service: string): readonly CatalogueAction[] | undefined =>
    from.services.has(service)
      ? [...from.actionsOf(service).values()].map(change).filter((action) => action !== undefined)
      : undefined;
  return { ...from, actionsOf: readOnce(read) };
}

/** The action of that name in any case; undefined for an action that the catalogue does not list. */
export function actionNamed(name: string, from: Catalogue = catalogue): CatalogueAction | undefined {
  const key = name.toLowerCase();
  return from.actionsOf(serviceOf(key)).get(key);
}

/** What the action can do at worst; undefined for an action that the catalogue does not list. */
export function accessLevelOf(action: string, from: Catalogue = catalogue): AccessLevel | undefined {
  return actionNamed(action, from)?.accessLevel;
}

/** The resources that the action can meet; undefined for an action that the catalogue does not list. */
export function resourceTypesOf(
  action: string,
  from: Catalogue = catalogue,
): readonly ResourceType[] | undefined {
  return actionNamed(action, from)?.resourceTypes;
}

/** All actions of the services, those that are well known first; a service is read when the walk comes to it. */
export function* listedActions(
  from: Catalogue,
  services: ReadonlySet<string> = from.services,
): Iterable<CatalogueAction> {
  const first = new Set<CatalogueAction>();
  for (const name of from.wellKnown) {
    const action = services.has(serviceOf(name)) ? actionNamed(name, from) : undefined;
    if (action === undefined) continue;
    first.add(action);
    yield action;
  }
  for (const service of services)
    for (const action of from.actionsOf(service).values()) if (!first.has(action)) yield action;
}

/** The listed actions that an Action pattern matches, in the order of `listedActions`. */
export function* actionsMatching(pattern: string, from: Catalogue = catalogue): Iterable<CatalogueAction> {
  const glob = actionGlob(pattern);
  for (const action of listedActions(from, servicesMatching(glob, from.services)))
    if (matchesGlob(glob, action.name.toLowerCase())) yield action;
}

/** Those of the services that can have an action that the glob, in lower case, matches. */
export function servicesMatching({ tokens }: Glob, services: ReadonlySet<string>): ReadonlySet<string> {
  let start = '';
  for (const token of tokens) {
    if (token === COLON) return services.has(start) ? new Set([start]) : NO_SERVICE;
    if (token === STAR || token === ANY)
      return start === '' ? services : new Set([...services].filter((service) => service.startsWith(start)));
    start += String.fromCharCode(token);
  }
  return NO_SERVICE;
}

const COLON = 58;
const NO_SERVICE: ReadonlySet<string> = new Set();

function serviceOf(action: string): string {
  return action.slice(0, Math.max(action.indexOf(':'), 0));
}
