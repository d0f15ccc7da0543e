import { pathToFileURL } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { head, row } from './markdown-rows.ts';

interface Config {
  readonly default: { readonly options: ICruiseOptions };
  readonly MAY_IMPORT: Readonly<Record<string, readonly string[]>>;
  readonly AUDIT_MAY_IMPORT: readonly string[];
}

/** The rooms of the pure core, from the ground up; the picture frames them. */
const CORE: readonly string[] = ['model', 'policy', 'expected', 'findings', 'audit'];

/** Where something begins that is not called by another room. */
const ENTRIES: Readonly<Record<string, string>> = {
  cli: 'the command line',
  handlers: 'Lambda',
  page: 'a browser',
};

/** The rooms, the map of them as a Mermaid graph, and the table of who may import whom. */
export async function roomsMap(): Promise<{ readonly graph: string; readonly table: string }> {
  // The file has no types, which an import by URL does not ask for.
  const config = (await import(pathToFileURL('.dependency-cruiser.mjs').href)) as Config;
  const { output } = await cruise(['src'], { ...config.default.options, includeOnly: { path: '^src/' } });
  const imports = importsByRoom(output as ICruiseResult);
  return { graph: graphOf(imports), table: tableOf(config, [...imports.keys()]) };
}

/**
 * An arrow where a file of one room imports a file of another. An arrow that others already imply is left out: who reaches
 * findings reaches the policies below them.
 */
function graphOf(imports: ReadonlyMap<string, ReadonlySet<string>>): string {
  const rooms = [...imports.keys()].sort();
  const [entries, others] = [Object.keys(ENTRIES), rooms.filter((room) => !CORE.includes(room))];
  return [
    '```mermaid',
    'graph BT',
    '  subgraph core [pure core]',
    ...CORE.map((room) => `    ${room}`),
    '  end',
    ...others.map((room) => `  ${room}${entries.includes(room) ? `([${room}: ${ENTRIES[room]}])` : ''}`),
    ...rooms.flatMap((room) => direct(room, imports).map((other) => `  ${room} --> ${other}`)),
    '```',
  ].join('\n');
}

function tableOf({ MAY_IMPORT, AUDIT_MAY_IMPORT }: Config, rooms: readonly string[]): string {
  const free = rooms.filter((room) => room !== 'audit' && !(room in MAY_IMPORT)).sort();
  return [
    head('room', 'may import'),
    ...Object.entries(MAY_IMPORT).map(([room, others]) => row([room, others.join(', ') || '–'])),
    row(['audit.ts', AUDIT_MAY_IMPORT.join(', ')]),
    row([free.join(', '), 'all but entries']),
  ].join('\n');
}

function importsByRoom({ modules }: ICruiseResult): ReadonlyMap<string, ReadonlySet<string>> {
  const imports = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const room = roomOf(source);
    if (room === undefined) continue;
    const others = imports.get(room) ?? new Set();
    imports.set(room, others);
    for (const { resolved } of dependencies) {
      const other = roomOf(resolved);
      if (other !== undefined && other !== room) others.add(other);
    }
  }
  return imports;
}

/** The folder below `src`, or a file there that is a room by itself. Every room may name the version. */
function roomOf(path: string): string | undefined {
  const room = /^src\/([a-z]+)(\/|\.ts$)/.exec(path)?.[1];
  return room === 'version' ? undefined : room;
}

/** What a room imports and none of its other imports leads to. */
function direct(room: string, imports: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const others = [...(imports.get(room) ?? [])].sort();
  return others.filter(
    (other) => !others.some((between) => between !== other && leadsTo(between, other, imports)),
  );
}

function leadsTo(
  from: string,
  to: string,
  imports: ReadonlyMap<string, ReadonlySet<string>>,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  const others = imports.get(from) ?? new Set();
  if (others.has(to)) return true;
  const next = new Set([...seen, from]);
  return [...others].some((other) => !next.has(other) && leadsTo(other, to, imports, next));
}
