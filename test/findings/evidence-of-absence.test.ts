import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { judgeAccount } from '../../src/findings/judge-account.ts';
import type { Read } from '../../src/model/read.ts';
import { parseSnapshot, type Snapshot } from '../../src/model/snapshot.ts';
import { applyRemedy, isRecipe } from '../support/apply-remedy.ts';
import { type Heads, live, NOTHING_KNOWN } from '../support/lifecycle.ts';
import {
  type AccountJson,
  baselinesOf,
  filesOf,
  readRuleCases,
  snapshotOf,
  TAKEN_AT,
} from '../support/rule-cases.ts';
import { PATIENCE, runs } from '../support/runs.ts';

const FOLDER = join(import.meta.dirname, '../accounts');
const SHAPES = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as AccountJson,
);
const ACCOUNTS: readonly AccountJson[] = [...SHAPES, ...readRuleCases().flatMap(({ reject }) => reject)];

/** What is remembered of an account after its first run. */
interface Known {
  readonly account: AccountJson;
  readonly snapshot: Snapshot;
  readonly heads: Heads;
  readonly findings: readonly Finding[];
}

const KNOWN = new Map<AccountJson, Known>();

function knownOf(account: AccountJson): Known {
  const before = KNOWN.get(account);
  if (before !== undefined) return before;
  const snapshot = snapshotOf(account);
  const { heads } = live(snapshot, NOTHING_KNOWN, account);
  const findings = [...heads.values()].flatMap((head) =>
    Object.values(head.findings).flatMap((record) => (record.kind === 'active' ? [record.finding] : [])),
  );
  const made = { account, snapshot, heads, findings };
  KNOWN.set(account, made);
  return made;
}

const ANY = fc.constantFrom(...ACCOUNTS).map(knownOf);

const DENIED = { kind: 'denied', why: 'access denied', action: 'iam:GetPolicyVersion' } as const;

/** Where a run saw less: what it sees no more it has not seen end. */
type Blinding = (snapshot: Snapshot, at: number) => Snapshot;

function without<Thing>(things: readonly Thing[], at: number): readonly Thing[] {
  return things.filter((_, index) => index !== at % things.length);
}

function blinded<Thing extends { readonly document: Read<unknown> }>(thing: Thing): Thing {
  return { ...thing, document: DENIED };
}

const BLINDINGS: ReadonlyMap<string, Blinding> = new Map<string, Blinding>([
  ['a list without a state machine', (s, at) => ({ ...s, stateMachines: without(s.stateMachines, at) })],
  ['a list without a role', (s, at) => ({ ...s, roles: without(s.roles, at) })],
  ['a list without a resource', (s, at) => ({ ...s, sageMakerResources: without(s.sageMakerResources, at) })],
  [
    'a list without a resource policy',
    (s, at) => ({ ...s, resourcePolicies: without(s.resourcePolicies, at) }),
  ],
  [
    'empty lists',
    (s) => ({ ...s, stateMachines: [], roles: [], sageMakerResources: [], resourcePolicies: [] }),
  ],
  ['no service control policies', (s) => ({ ...s, serviceControlPolicies: [] })],
  [
    'a list without a version',
    (s, at) => ({
      ...s,
      stateMachines: s.stateMachines.map((machine) => ({
        ...machine,
        revisions: machine.revisions.filter(
          ({ qualifier }, index) => qualifier === 'current' || index !== 1 + (at % 2),
        ),
      })),
    }),
  ],
  [
    'a definition that was not read',
    (s, at) => ({
      ...s,
      stateMachines: s.stateMachines.map((machine, index) =>
        index === at % s.stateMachines.length
          ? {
              ...machine,
              revisions: machine.revisions.map((one) => ({
                ...one,
                definition: DENIED,
              })),
            }
          : machine,
      ),
    }),
  ],
  [
    'a policy that was not read',
    (s, at) => ({
      ...s,
      roles: s.roles.map((role) => ({
        ...role,
        policies: role.policies.map((text, index) =>
          index === at % role.policies.length ? blinded(text) : text,
        ),
      })),
    }),
  ],
  [
    'trust policies that were not read',
    (s) => ({ ...s, roles: s.roles.map((role) => ({ ...role, trust: blinded(role.trust) })) }),
  ],
]);

function endedIn(
  snapshot: Snapshot,
  { heads, account }: Known,
  only: readonly string[] = [],
): readonly string[] {
  return live(snapshot, heads, account, only).entries.flatMap(({ kind, finding }) =>
    kind === 'resolved' && finding !== undefined ? [`${finding.ruleId} of ${finding.resource.arn}`] : [],
  );
}

describe('what a run sees no more is not over:', () => {
  test.each([...BLINDINGS])(
    '%s',
    (_, blinding) => {
      fc.assert(
        fc.property(ANY, fc.nat(8), (before, at) => {
          expect(endedIn(blinding(before.snapshot, at), before)).toEqual([]);
        }),
        { numRuns: runs(0.003) },
      );
    },
    PATIENCE,
  );

  test(
    'files that are absent',
    () => {
      fc.assert(
        fc.property(ANY, fc.nat(), (before, at) => {
          const files = new Map(filesOf(before.account));
          const paths = [...files.keys()].filter(
            (path) => path !== 'snapshot.json' && !path.startsWith('organ'),
          );
          files.delete(paths[at % paths.length] ?? '');
          expect(endedIn(parseSnapshot(files, TAKEN_AT), before)).toEqual([]);
        }),
        { numRuns: runs(0.004) },
      );
    },
    PATIENCE,
  );

  test(
    'whatever was not asked about',
    () => {
      fc.assert(
        fc.property(ANY, (before) => {
          expect(
            endedIn({ ...before.snapshot, roles: [] }, before, ['arn:aws:iam::111122223333:role/None']),
          ).toEqual([]);
        }),
        { numRuns: runs(0.003) },
      );
    },
    PATIENCE,
  );
});

describe('a run that sees the same', () => {
  test(
    'tells nothing',
    () => {
      fc.assert(
        fc.property(ANY, ({ snapshot, heads, account }) => {
          expect(live(snapshot, heads, account).entries).toEqual([]);
        }),
        { numRuns: runs(0.003) },
      );
    },
    PATIENCE,
  );
});

describe('what was mended', () => {
  test(
    'is over once its remedy was applied, and everything was read',
    () => {
      const mendable = fc
        .constantFrom(...SHAPES)
        .map(knownOf)
        .filter(({ findings }) => findings.some(isRecipe))
        .chain((before) =>
          fc.tuple(fc.constant(before), fc.constantFrom(...before.findings.filter(isRecipe))),
        );
      fc.assert(
        fc.property(mendable, ([{ account, heads }, finding]) => {
          const mended = applyRemedy(account, finding);
          const { entries } = live(snapshotOf(mended), heads, mended);
          const over = entries.filter(({ kind }) => kind === 'resolved').map(({ subject }) => subject);
          const stays = judgeAccount(snapshotOf(mended), {
            pack: account.pack ?? 'docs-2025',
            baselines: baselinesOf(account),
          }).findings.some(({ id }) => id === finding.id);
          expect(stays || over.includes(finding.id)).toBe(true);
        }),
        { numRuns: runs(0.004) },
      );
    },
    PATIENCE,
  );

  test(
    'is over once a direct read says that its state machine is gone',
    () => {
      const machines = ANY.filter(({ snapshot }) => snapshot.stateMachines.length > 0);
      fc.assert(
        fc.property(machines, fc.nat(8), ({ snapshot, heads, account, findings }, at) => {
          const gone = snapshot.stateMachines[at % snapshot.stateMachines.length]?.arn ?? '';
          const after: Snapshot = {
            ...snapshot,
            absent: [...snapshot.absent, gone],
            stateMachines: snapshot.stateMachines.filter(({ arn }) => arn !== gone),
          };
          const over = live(after, heads, account).entries.filter(
            ({ reason }) => reason === 'resource-deleted',
          );
          const told = findings.filter(({ resource }) => resource.arn === gone);
          expect(over.map(({ subject }) => subject)).toEqual(
            expect.arrayContaining(told.map(({ id }) => id)),
          );
        }),
        { numRuns: runs(0.003) },
      );
    },
    PATIENCE,
  );
});
