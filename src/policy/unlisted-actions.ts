import table from './unlisted-actions.json' with { type: 'json' };

/**
 * Actions and services that the authorization tables lack although AWS has known them: those of older tables (2019 to 2025),
 * and those that AWS's own managed policies name. Whether they still do something, nobody outside AWS can tell.
 */
export function isUnlisted(action: string): boolean {
  const [service = '', name = ''] = action.toLowerCase().split(':', 2);
  return SERVICES.has(service) || ACTIONS.get(service)?.has(name) === true;
}

const SERVICES: ReadonlySet<string> = new Set(table.services.split(' '));

const ACTIONS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(table.actions).map(([service, names]) => [service, new Set(names.split(' '))]),
);
