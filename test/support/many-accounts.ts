import type { JsonRecord } from '../../src/model/json.ts';
import { known, type Read } from '../../src/model/read.ts';
import type { PublishSettings } from '../../src/publish/channel.ts';
import { openOutlets, recipientsOf } from '../../src/publish/outlets.ts';
import { accountSources } from '../../src/run/open-account.ts';
import { finishRun } from '../../src/run/organization/finish.ts';
import { auditMember } from '../../src/run/organization/member.ts';
import { type Planned, type PlanPorts, planRun } from '../../src/run/organization/plan.ts';
import type { OrganizationSummary } from '../../src/run/organization/summary.ts';
import { deliveryTo, isForPeople } from '../../src/run/outlets-port.ts';
import { run } from '../../src/run/run.ts';
import type { OpenSource } from '../../src/run/source.ts';
import type { ObjectStore } from '../../src/state/object-store.ts';
import { type OrganizationRuns, organizationRuns } from '../../src/state/organization-runs.ts';
import { processObjects } from '../../src/state/process-objects.ts';
import { stateStore } from '../../src/state/state-store.ts';
import { emptySageMakerFiles } from './sagemaker-files.ts';

export const OWN = '111122223333';
const REGION = 'us-east-1';
const PUBLISH: PublishSettings = {
  minSeverity: 'medium',
  topicArn: 'arn:aws:sns:us-east-1:111122223333:findings',
};

/** Accounts that are audited by their own parts of one process, which can stop anywhere. */
export interface ManyAccounts {
  readonly objects: ObjectStore;
  readonly runs: OrganizationRuns;
  /** Accounts whose role nobody may assume. */
  readonly refused: Set<string>;
  /** Accounts that were read, in their order. */
  readonly read: string[];
  /** What of the last reading of an account was given to the audit. */
  readonly files: Map<string, ReadonlyMap<string, Read<unknown>>>;
  readonly plan: (run: string, accounts: readonly string[], ports?: Partial<PlanPorts>) => Promise<Planned>;
  readonly member: (run: string, account: string) => Promise<{ readonly account: string }>;
  readonly finish: (run: string) => Promise<OrganizationSummary>;
}

export function manyAccounts(): ManyAccounts {
  const objects = processObjects();
  const runs = organizationRuns(objects);
  const refused = new Set<string>();
  const read: string[] = [];
  const files: ManyAccounts['files'] = new Map();
  const sourceFor = accountSources([REGION], {
    whoAsks: async () => ({
      partition: 'aws',
      accountId: OWN,
      coverage: { source: 'sts:GetCallerIdentity', region: 'global', kind: 'known' },
    }),
    assume: async ({ accountId }) =>
      refused.has(accountId)
        ? {
            kind: 'refused',
            roleArn: `arn:aws:iam::${accountId}:role/plumbline-member`,
            refusal: { kind: 'denied', why: 'not authorized', action: 'sts:AssumeRole' },
          }
        : { kind: 'assumed', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
    open: async ({ accountId = '' }) => opened(accountId, read),
  });
  return {
    objects,
    runs,
    refused,
    read,
    files,
    plan: (name, accounts, ports = {}) =>
      planRun(name, accounts, {
        runs,
        own: async () => ({ partition: 'aws', accountId: OWN }),
        now: () => new Date(),
        ...ports,
      }),
    member: (name, account) =>
      auditMember(
        { run: name, account },
        {
          runs,
          audit: (_, added) =>
            run(watched(added(sourceFor(account)), account, files), {
              accounts: [account],
              memory: { objects, retireOthers: true },
              publish: PUBLISH,
              holdsPeople: true,
            }),
        },
      ),
    finish: async (name) => {
      const outlets = openOutlets(PUBLISH);
      try {
        return await finishRun(name, {
          runs,
          store: stateStore(objects),
          deliver: deliveryTo(outlets, () => undefined),
          isForPeople: isForPeople(outlets),
          recipientsOf: (entry) => recipientsOf(entry, PUBLISH),
          newCommitId: () => `commit-${Math.random()}`,
          now: () => new Date(),
        });
      } finally {
        await outlets.close();
      }
    },
  };
}

function watched(
  source: () => Promise<OpenSource>,
  account: string,
  files: ManyAccounts['files'],
): () => Promise<OpenSource> {
  return async () => {
    const opened = await source();
    return {
      ...opened,
      read: async (request) => {
        const answer = await opened.read(request);
        files.set(account, answer.files);
        return answer;
      },
    };
  };
}

/** An account whose only state machine names a role that does not exist. */
function opened(accountId: string, read: string[]): OpenSource {
  return {
    partition: 'aws',
    accountId,
    regions: [REGION],
    read: async () => {
      read.push(accountId);
      const takenAt = new Date().toISOString();
      const contents: Readonly<Record<string, JsonRecord>> = {
        ...emptySageMakerFiles(REGION),
        'snapshot.json': { schemaVersion: 1, accountId, regions: [REGION], takenAt, coverage: [] },
        'iam/authorization-details.json': { RoleDetailList: [], Policies: [] },
        [`${REGION}/states/state-machines.json`]: {
          stateMachines: [
            {
              stateMachineArn: `arn:aws:states:${REGION}:${accountId}:stateMachine:train`,
              name: 'train',
              roleArn: `arn:aws:iam::${accountId}:role/absent`,
              definition: '{"StartAt":"End","States":{"End":{"Type":"Succeed"}}}',
            },
          ],
          versions: [],
          aliases: [],
        },
      };
      const files = Object.entries(contents).map(
        ([path, content]) => [path, known<unknown>(content)] as const,
      );
      return { files: new Map(files), fileTime: takenAt };
    },
    close: () => {},
  };
}
