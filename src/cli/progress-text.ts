import type { Progress } from '../collect/reader.ts';
import { printable } from '../findings/printable.ts';
import { asArray, isRecord, own } from '../model/json.ts';
import { readValue } from '../model/read.ts';
import { AUTHORIZATION_FILE, type SnapshotFiles, STATE_MACHINES_FILE } from '../model/snapshot.ts';
import { leftText } from './remaining.ts';

/**
 * `reading us-east-1 (1 of 2): 120 of 1,840 state machines, about 40 s left`. `left`: milliseconds, where they can be told;
 * `regions`: all that are read.
 */
export function readingText(
  { region, what, done, total }: Progress,
  left: number | undefined,
  regions: readonly string[],
): string {
  const counts = total === undefined ? grouped(done) : `${grouped(done)} of ${grouped(total)}`;
  const time = left === undefined ? '' : `, ${leftText(left)}`;
  return `reading ${placeOf(region, regions)}: ${counts} ${what}${time}`;
}

/** What is of no region is of IAM. */
function placeOf(region: string | undefined, regions: readonly string[]): string {
  if (region === undefined) return 'IAM';
  const index = regions.indexOf(region);
  const which = regions.length < 2 || index < 0 ? '' : ` (${index + 1} of ${regions.length})`;
  return `${printable(region)}${which}`;
}

/** `auditing 1,840 state machines and 212 roles`. */
export function auditingText(files: SnapshotFiles): string {
  let machines = 0;
  for (const path of files.keys())
    if (path.endsWith(`/${STATE_MACHINES_FILE}`)) machines += lengthIn(files, path, 'stateMachines');
  const roles = lengthIn(files, AUTHORIZATION_FILE, 'RoleDetailList');
  return `auditing ${counted(machines, 'state machine')} and ${counted(roles, 'role')}`;
}

function lengthIn(files: SnapshotFiles, path: string, list: string): number {
  const read = files.get(path);
  const file = read === undefined ? undefined : readValue(read);
  return isRecord(file) ? asArray(own(file, list)).length : 0;
}

function counted(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** `1,840`. */
function grouped(number: number): string {
  return number.toLocaleString('en');
}
