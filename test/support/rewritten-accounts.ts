import fc from 'fast-check';
import { isRecord, type JsonRecord } from '../../src/model/json.ts';
import { known, readValue } from '../../src/model/read.ts';
import type { SnapshotFiles } from '../../src/model/snapshot.ts';
import type { DocumentJson } from '../policy/case-access.ts';
import { REWRITES } from '../policy/rewrites.ts';

/** Writes the files of an account in another way, and leaves what they mean. */
export type Rewrite = (files: SnapshotFiles) => SnapshotFiles;

/** Other ways to write a policy that leave each statement what it is. */
const DOCUMENT_REWRITES = [
  'statements in another order',
  'actions, resources and values in another order',
  'operators and keys in another order',
  'scalars for lists of one',
  'lists for scalars',
  'single statements without a list',
  'booleans and numbers without quotes',
  'actions in the other case',
  'condition keys in the other case',
  'operators in the other case',
  'other Sids',
  'no Sids',
] as const;

export const ACCOUNT_REWRITES: ReadonlyMap<string, Rewrite> = new Map<string, Rewrite>([
  ...DOCUMENT_REWRITES.map((name) => [name, documents((document) => rewritten(document, name))] as const),
  [
    'documents as percent-encoded text',
    documents((document) => encodeURIComponent(JSON.stringify(document))),
  ],
  ['roles in another order', authorization((details) => turned(details, 'RoleDetailList'))],
  [
    'policies in another order',
    roles((role) => turned(turned(role, 'RolePolicyList'), 'AttachedManagedPolicies')),
  ],
  [
    'roles made again',
    roles((role) => ({
      ...role,
      RoleId: 'AROAEXAMPLEAGAIN',
      ...(role.CreateDate === undefined ? { CreateDate: '2026-11-19T06:00:00Z' } : {}),
    })),
  ],
  [
    'another tag',
    roles((role) => ({ ...role, Tags: [...list(role.Tags), { Key: 'note', Value: 'moved' }] })),
  ],
  ['policies of another version', authorization(withVersions)],
  ['state machines in another order', machines((file) => turned(file, 'stateMachines'))],
  ['states in another order', definitions((definition) => JSON.stringify(keysTurned(definition)))],
  ['definitions with white space', definitions((definition) => JSON.stringify(definition, null, '\t'))],
  [
    'definitions with a comment',
    definitions((definition) => JSON.stringify({ Comment: 'moved', ...record(definition) })),
  ],
  [
    'another revision',
    eachMachine((machine) => ({
      ...machine,
      revisionId: 'a1b2c3',
      creationDate: '2026-11-19T06:00:00Z',
      label: 'again',
    })),
  ],
]);

export const SOME_REWRITES: fc.Arbitrary<readonly string[]> = fc.subarray([...ACCOUNT_REWRITES.keys()], {
  minLength: 1,
});

/** The files after all of the named rewrites. */
export function rewrittenBy(files: SnapshotFiles, names: readonly string[]): SnapshotFiles {
  let written = files;
  for (const name of names) written = ACCOUNT_REWRITES.get(name)?.(written) ?? written;
  return written;
}

function rewritten(document: unknown, name: string): unknown {
  // A document that was encoded, or that makes no sense, has nothing to be turned.
  if (!isRecord(document) || !isStatements(document.Statement)) return document;
  const rewrite = REWRITES.get(name);
  const [only] = rewrite?.({ policies: [document as unknown as DocumentJson] }).policies ?? [];
  return only;
}

function isStatements(value: unknown): boolean {
  return [value].flat().every((one) => isRecord(one) && !('Principal' in one) && !('NotPrincipal' in one));
}

function file(isIt: (path: string) => boolean, change: (json: JsonRecord) => JsonRecord): Rewrite {
  return (files) =>
    new Map(
      [...files].map(([path, read]) => {
        const json = readValue(read);
        return [path, isIt(path) && isRecord(json) ? known(change(json)) : read];
      }),
    );
}

function authorization(change: (details: JsonRecord) => JsonRecord): Rewrite {
  return file((path) => path === 'iam/authorization-details.json', change);
}

function roles(change: (role: JsonRecord) => JsonRecord): Rewrite {
  return authorization((details) => ({
    ...details,
    RoleDetailList: list(details.RoleDetailList).map((role) => change(record(role))),
  }));
}

/** Changes the inline and the managed policies. */
function documents(change: (document: unknown) => unknown): Rewrite {
  const inline = roles((role) => ({
    ...role,
    RolePolicyList: list(role.RolePolicyList).map((policy) => ({
      ...record(policy),
      PolicyDocument: change(record(policy).PolicyDocument),
    })),
  }));
  const managed = authorization((details) => ({
    ...details,
    Policies: list(details.Policies).map((policy) => ({
      ...record(policy),
      PolicyVersionList: list(record(policy).PolicyVersionList).map((version) => ({
        ...record(version),
        Document: change(record(version).Document),
      })),
    })),
  }));
  return (files) => managed(inline(files));
}

/** Of AWS's own policies the version is compared with what was recorded. */
function withVersions(details: JsonRecord): JsonRecord {
  const Policies = list(details.Policies).map((policy) => {
    const { Arn, PolicyVersionList } = record(policy);
    if (String(Arn).includes(':iam::aws:')) return policy;
    const versions = list(PolicyVersionList).map((version) => ({ ...record(version), VersionId: 'v7' }));
    return { ...record(policy), DefaultVersionId: 'v7', PolicyVersionList: versions };
  });
  return { ...details, Policies };
}

function machines(change: (file: JsonRecord) => JsonRecord): Rewrite {
  return file((path) => path.endsWith('/state-machines.json'), change);
}

function eachMachine(change: (machine: JsonRecord) => JsonRecord): Rewrite {
  return machines((json) => ({
    ...json,
    stateMachines: list(json.stateMachines).map((one) => change(record(one))),
  }));
}

function definitions(change: (definition: unknown) => string): Rewrite {
  return eachMachine((machine) => ({ ...machine, definition: changed(String(machine.definition), change) }));
}

function changed(text: string, change: (definition: unknown) => string): string {
  try {
    return change(JSON.parse(text));
  } catch {
    return text;
  }
}

/** The members of every object from the last to the first. */
function keysTurned(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(keysTurned);
  if (!isRecord(json)) return json;
  return Object.fromEntries(
    Object.entries(json)
      .toReversed()
      .map(([key, value]) => [key, keysTurned(value)]),
  );
}

function turned(json: JsonRecord, key: string): JsonRecord {
  return { ...json, [key]: list(json[key]).toReversed() };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): JsonRecord {
  return isRecord(value) ? value : {};
}
