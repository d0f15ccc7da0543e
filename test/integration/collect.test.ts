import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { collectCommand } from '../../src/cli/collect.ts';
import { createClients } from '../../src/collect/clients.ts';
import { collect } from '../../src/collect/collect.ts';
import { readSnapshotFolder, writeSnapshotFolder } from '../../src/collect/snapshot-files.ts';
import type { Role } from '../../src/model/role.ts';
import {
  AUTHORIZATION_FILE,
  parseSnapshot,
  type Snapshot,
  type SnapshotFiles,
} from '../../src/model/snapshot.ts';
import { motoForTests } from '../support/moto.ts';
import { EMPTY_BODY, JSON_DENIAL, jsonReply, NO_POLICY, XML_DENIAL } from '../support/proxy.ts';
import { QUIET } from '../support/run-cli.ts';
import { type RunningAccount, startSeededAccount } from '../support/seed-account.ts';
import { TEAMS } from '../support/seed-account-plan.ts';
import { SEEDED_KINDS } from '../support/seed-sagemaker.ts';

const DETAILS = 'GetAccountAuthorizationDetails';
const moto = motoForTests();

// Each test asks some three hundred questions over HTTP, on a machine that may have other work.
vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(moto === undefined)('an account over HTTP', () => {
  let account: RunningAccount;
  let live: SnapshotFiles;
  let folder: string;

  beforeAll(async () => {
    if (moto === undefined) return;
    account = await startSeededAccount(moto);
    folder = await mkdtemp(join(tmpdir(), 'plumbline-collect-'));
    live = await collectLive();
  }, 120_000);

  afterEach(() => {
    account.proxy.replies.delete(DETAILS);
    vi.unstubAllEnvs();
  });

  afterAll(async () => {
    await account?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  function enterAccount(): void {
    for (const [name, value] of Object.entries(account.env)) vi.stubEnv(name, value);
  }

  async function collectLive(): Promise<SnapshotFiles> {
    enterAccount();
    const clients = createClients({ region: account.region });
    try {
      return await collect(clients, { regions: [account.region], now: () => new Date() });
    } finally {
      clients.destroy();
    }
  }

  async function snapshotWith(reply: typeof EMPTY_BODY): Promise<Snapshot> {
    account.proxy.replies.set(DETAILS, reply);
    return parseSnapshot(await collectLive(), '');
  }

  function rolesInUse({ roles, stateMachines }: Snapshot): readonly Role[] {
    const used = new Set(stateMachines.flatMap(({ revisions }) => revisions.map(({ roleArn }) => roleArn)));
    return roles.filter(({ arn }) => used.has(arn));
  }

  test('every role and every state machine is read, and nothing is missing', () => {
    const snapshot = parseSnapshot(live, '');
    expect(snapshot.gaps).toEqual([]);
    expect(snapshot.roles).toHaveLength(account.expected.roles);
    expect(snapshot.stateMachines).toHaveLength(account.expected.stateMachines);
    expect(snapshot.sageMakerResources).toHaveLength(account.expected.sageMakerResources);
    expect(snapshot).toMatchObject({
      partition: 'aws',
      accountId: account.accountId,
      regions: [account.region],
      rolesComplete: true,
    });
  });

  test('a hundred SageMaker resources of seventeen kinds are read, with the roles that they name', () => {
    const { sageMakerResources, roles } = parseSnapshot(live, '');
    expect(sageMakerResources.length).toBeGreaterThanOrEqual(100);
    expect([...new Set(sageMakerResources.map(({ kind }) => kind.noun))].sort()).toEqual(SEEDED_KINDS);
    const held = new Set(roles.map(({ arn }) => arn));
    for (const { kind, roles: named } of sageMakerResources) {
      // moto forgets the role of an endpoint configuration, and a transform job has none.
      const isSilent = kind.noun === 'EndpointConfig' || kind.noun === 'TransformJob';
      expect(named.length > 0, kind.noun).toBe(!isSilent);
      expect(named.filter(({ roleArn }) => !held.has(roleArn))).toEqual([]);
    }
  });

  test('policies of model package groups are read where there are any', async () => {
    expect(parseSnapshot(live, '').resourcePolicies).toEqual([]);
    account.proxy.replies.set('GetModelPackageGroupPolicy', jsonReply('{"ResourcePolicy":"{}"}'));
    const { resourcePolicies } = parseSnapshot(await collectLive(), '');
    account.proxy.replies.set('GetModelPackageGroupPolicy', NO_POLICY);
    expect(resourcePolicies.map(({ arn }) => arn.slice(arn.lastIndexOf(':') + 1))).toEqual(
      TEAMS.map((team) => `model-package-group/${team}-packages`).toReversed(),
    );
  });

  test('a refused kind is a gap, and everything else is read all the same', async () => {
    account.proxy.replies.set('ListNotebookInstances', JSON_DENIAL);
    const { gaps, sageMakerResources } = parseSnapshot(await collectLive(), '');
    account.proxy.replies.delete('ListNotebookInstances');
    expect(gaps.map(({ kind, action }) => [kind, action])).toEqual([
      ['denied', 'sagemaker:ListNotebookInstances'],
    ]);
    expect(sageMakerResources).toHaveLength(account.expected.sageMakerResources - TEAMS.length);
  });

  test('every policy of every role has a readable document', () => {
    const policies = parseSnapshot(live, '').roles.flatMap(({ policies, boundary, trust }) => [
      ...policies,
      trust,
      ...(boundary === undefined ? [] : [boundary]),
    ]);
    expect(policies.length).toBeGreaterThan(2 * account.expected.roles);
    expect(policies.filter(({ document }) => document.kind !== 'known')).toEqual([]);
  });

  test('of more than a thousand AWS managed policies only those in use are kept', () => {
    const read = live.get(AUTHORIZATION_FILE);
    const details =
      read?.kind === 'known' ? (read.value as { readonly Policies: readonly unknown[] }) : undefined;
    expect(details?.Policies).toHaveLength(9);
  });

  test('the folder holds what the live account said, file by file', async () => {
    await writeSnapshotFolder(folder, live);
    const stored = await readSnapshotFolder(folder);
    expect(stored.files).toEqual(new Map([...live].sort(([a], [b]) => (a < b ? -1 : 1))));
    expect(parseSnapshot(stored.files, stored.fileTime)).toEqual(parseSnapshot(live, ''));
  });

  test('the command writes the same snapshot, and says what it wrote', async () => {
    enterAccount();
    const out = join(folder, 'by-command');
    const lines: string[] = [];
    const io = {
      ...QUIET,
      out: (text: string) => lines.push(text),
      err: (text: string) => lines.push(text),
      isTerminal: false,
      color: false,
      width: 80,
    };
    expect(await collectCommand(['--out', out], io, account.env)).toBe(0);
    expect(lines.join('')).toContain(`${account.expected.stateMachines} state machines in us-east-1`);
    const { files, fileTime } = await readSnapshotFolder(out);
    const { takenAt: _, ...byCommand } = parseSnapshot(files, fileTime);
    expect(parseSnapshot(live, '')).toMatchObject(byCommand);
  });

  test('where the authorization details are denied, the roles in use are read one by one, with the same policies', async () => {
    const snapshot = await snapshotWith(XML_DENIAL);
    expect(snapshot.gaps).toEqual([
      expect.objectContaining({
        source: 'iam:GetAccountAuthorizationDetails',
        kind: 'denied',
        action: 'iam:GetAccountAuthorizationDetails',
      }),
    ]);
    const whole = parseSnapshot(live, '');
    expect(snapshot.rolesComplete).toBe(false);
    expect(snapshot.absent).toEqual([`arn:aws:iam::${account.accountId}:role/deleted-last-year`]);
    const byArn = (a: Role, b: Role): number => (a.arn < b.arn ? -1 : 1);
    expect([...rolesInUse(snapshot)].sort(byArn)).toEqual([...rolesInUse(whole)].sort(byArn));
    expect(snapshot.roles.length).toBeLessThan(whole.roles.length);
  });

  test('an empty body is a gap and not an account without roles', async () => {
    const snapshot = await snapshotWith(EMPTY_BODY);
    expect(snapshot.gaps).toEqual([
      {
        source: 'iam:GetAccountAuthorizationDetails',
        region: 'global',
        kind: 'failed',
        why: 'the answer has no `RoleDetailList`',
      },
    ]);
    expect(rolesInUse(snapshot)).not.toEqual([]);
  });
});
