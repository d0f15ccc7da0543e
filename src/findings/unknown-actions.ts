import { RENAMED } from '../expected/sdk/renamed.ts';
import { prefixOf } from '../expected/sdk/service-prefix.ts';
import { actionGlob } from '../policy/action-set.ts';
import { actionNamed, catalogue, servicesMatching } from '../policy/catalogue.ts';
import { matchesGlob } from '../policy/glob.ts';
import { kept, memory, shortMemory } from '../policy/kept.ts';
import { nearestName } from '../policy/nearest-name.ts';
import type { Statement } from '../policy/statement.ts';
import { isUnlisted } from '../policy/unlisted-actions.ts';

/** An Action pattern that no action of the authorization tables matches. */
export interface UnknownAction {
  readonly pattern: string;
  /** The action that was probably meant. */
  readonly meant?: string;
  /** The prefix of a service that was probably meant. */
  readonly service?: string;
}

const KNOWN = memory<Statement, readonly UnknownAction[]>();

/** Nothing is said of a service that AWS has taken out of its tables, nor of a pattern that leaves the service open. */
export function unknownActions(statement: Statement): readonly UnknownAction[] {
  return kept(KNOWN, statement, ({ actions }) =>
    actions.patterns.flatMap((pattern) => kept(OF_PATTERN, pattern, unknownAction)),
  );
}

/** The same actions stand in most policies. */
const OF_PATTERN = shortMemory<string, readonly UnknownAction[]>(1_000);

function unknownAction(pattern: string): readonly UnknownAction[] {
  const name = pattern.toLowerCase();
  const [service = '', action] = name.split(':', 2);
  if (action === undefined || /[*?]/.test(service) || isUnlisted(name)) return [];
  if (!catalogue.services.has(service)) return [{ pattern, ...meantOfService(service, action) }];
  if (/[*?]/.test(action)) return matchesNone(name) ? [{ pattern }] : [];
  if (actionNamed(name) !== undefined) return [];
  const meant = meantBy(service, action);
  return [{ pattern, ...(meant === undefined ? {} : { meant }) }];
}

function matchesNone(pattern: string): boolean {
  const glob = actionGlob(pattern);
  for (const service of servicesMatching(glob, catalogue.services))
    for (const name of catalogue.actionsOf(service).keys()) if (matchesGlob(glob, name)) return false;
  return true;
}

/** An operation whose action has another name, or a name that is misspelt. */
function meantBy(service: string, action: string): string | undefined {
  const [first = ''] = (RENAMED.get(`${service}:${action}`) ?? '').split(/[+|]/);
  if (first !== '') return actionNamed(first.includes(':') ? first : `${service}:${first}`)?.name;
  const known = catalogue.actionsOf(service);
  const names = [...known.keys()].map((name) => name.slice(service.length + 1));
  const near = nearestName(action, names);
  return near === undefined ? undefined : known.get(`${service}:${near}`)?.name;
}

/** The id that an SDK gives to the service, or a misspelt prefix. */
function meantOfService(id: string, action: string): Omit<UnknownAction, 'pattern'> {
  const prefix = prefixOf(id.replaceAll('-', ''));
  const service = catalogue.services.has(prefix) ? prefix : nearestName(id, catalogue.services);
  if (service === undefined) return {};
  const same = `${service}:${action}`;
  const meant = /[*?]/.test(action) && !matchesNone(same) ? same : actionNamed(same)?.name;
  return { service, ...(meant === undefined ? {} : { meant }) };
}
