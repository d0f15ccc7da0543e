import { readFile, writeFile } from 'node:fs/promises';
import { withPart } from './marked-parts.ts';
import { roomsMap } from './rooms-map.ts';

// Written by hand, but for the map of the rooms and the table of who may import whom.
const PAGE = 'ARCHITECTURE.md';
const { graph, table } = await roomsMap();
const page = await readFile(PAGE, 'utf8');
await writeFile(PAGE, withPart(withPart(page, 'rooms', graph), 'imports', table));
