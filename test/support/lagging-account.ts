import type { JsonRecord } from '../../src/model/json.ts';
import { AwsFault, type Routes } from './fake-aws.ts';
import {
  accountRoutes,
  type FakeAccount,
  type FakeMachine,
  type FakeRole,
  roleArn,
} from './fake-aws-account.ts';
import { madeUp, oneOfEachKind } from './fake-sagemaker.ts';

/** An account as it answers at a time. */
export interface Moment {
  readonly account: FakeAccount;
  readonly routes: Routes;
  /** ISO 8601. */
  readonly at: string;
}

const MANAGED = 'arn:aws:iam::aws:policy/Managed';
const READS = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }],
};
const DONE = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });

/** With a published version and an alias. */
function machine(name: string, role: string = roleArn(`${name}-role`)): FakeMachine {
  return { name, role, definition: DONE, versions: [{ role, definition: DONE }], aliases: { live: 1 } };
}

/** May do more than its machine does. */
function roleOf(name: string): FakeRole {
  return { name: `${name}-role`, inline: { own: READS }, attached: [`${MANAGED}-${name}`] };
}

/** Of these names, with everything that a state machine comes with, and nothing of SageMaker. */
function accountOf(...names: readonly string[]): FakeAccount {
  return {
    machines: names.flatMap((name) => [machine(name), machine(`${name}-lost`, roleArn(`${name}-absent`))]),
    roles: names.map(roleOf),
    policies: Object.fromEntries(names.map((name) => [`${MANAGED}-${name}`, READS])),
  };
}

/** One of each kind that names a role which is not there. */
function oneOfEach(): Resources {
  const all = Object.entries(oneOfEachKind(roleArn('absent')));
  return Object.fromEntries(all.map(([noun, records]) => [noun, records.map((each) => madeUp(each, noun))]));
}

type Resources = Readonly<Record<string, readonly JsonRecord[]>>;

const SHOWN: Resources = oneOfEach();
const HIDDEN: JsonRecord = {
  ModelName: 'hidden',
  ModelArn: 'arn:aws:sagemaker:us-east-1:111122223333:model/hidden',
  ExecutionRoleArn: roleArn('hidden-absent'),
  CreationTime: new Date('2026-05-01T00:00:00Z'),
};
const ALL: Resources = { ...SHOWN, Model: [...(SHOWN.Model ?? []), HIDDEN] };

/** The policies let nobody in, so that nothing is left open about them. */
const policies = {
  LineageGroup: { shared: { Version: '2012-10-17', Statement: [] } },
  ModelPackageGroup: { shared: { Version: '2012-10-17', Statement: [] } },
};

/** Everything is listed. */
export const FIRST: Moment = first();

function first(): Moment {
  const account = { ...accountOf('shown', 'hidden'), sagemaker: { resources: ALL, policies } };
  return { account, routes: accountRoutes(account), at: '2026-05-06T07:00:00Z' };
}

const LISTS = /^(sagemaker:List|states:ListStateMachines$|iam:GetAccountAuthorizationDetails$)/;

/**
 * Something new is there, lists lag behind so that some of what was known is in none, and Search is out of order: what any
 * reader may ever ask is asked.
 */
export const LAGGING: Moment = lagging();

function lagging(): Moment {
  const account = { ...accountOf('shown', 'hidden', 'fresh'), sagemaker: { resources: ALL, policies } };
  const listed = { ...accountOf('shown', 'fresh'), sagemaker: { resources: SHOWN, policies } };
  const lists = Object.entries(accountRoutes(listed)).filter(([action]) => LISTS.test(action));
  const search = (): never => {
    throw new AwsFault('ValidationException', 'Search is out of order');
  };
  const routes = { ...accountRoutes(account), ...Object.fromEntries(lists), 'sagemaker:Search': search };
  return { account, routes, at: '2026-05-07T07:00:00Z' };
}

/** What was known and is not new is gone, and every list says so. */
export const EMPTY: Moment = empty();

function empty(): Moment {
  const account = accountOf('fresh');
  return { account, routes: accountRoutes(account), at: '2026-05-08T07:00:00Z' };
}
