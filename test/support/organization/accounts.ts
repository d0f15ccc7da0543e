import type { FakeAccount, FakeMachine, FakeRole } from '../fake-aws-account.ts';
import { machineArn, roleArn } from '../fake-aws-account.ts';
import { randomNumbers } from '../random-numbers.ts';

export const REGIONS: readonly string[] = ['us-east-1', 'eu-west-1'];

/** A failure of DescribeStateMachine: `for-now` goes away when it is asked again, `for-ever` does not. */
export type Failure = 'for-now' | 'for-ever';

/** All that decides which calls an audit makes: accounts of one shape differ in nothing but their id. */
export interface Shape {
  /** In both regions together. */
  readonly machines: number;
  readonly roles: number;
  readonly notebooks: number;
  /** Numbers of the machines that fail. */
  readonly failing: readonly (readonly [machine: number, failure: Failure])[];
}

export interface MemberAccount {
  readonly id: string;
  readonly shape: Shape;
  /** False where the role cannot be assumed. */
  readonly isReachable: boolean;
}

export interface Misfortune {
  /** Parts of a whole: of the machines, of the accounts, of the invocations of the worker. */
  readonly failingMachines: number;
  readonly unreachableAccounts: number;
  readonly dyingWorkers: number;
}

export const ONE_IN_A_THOUSAND: Misfortune = {
  failingMachines: 0.001,
  unreachableAccounts: 0.001,
  dyingWorkers: 0.001,
};

/** How many accounts are up to so large: most have a handful of state machines, a few a thousand. */
const SIZES: readonly (readonly [part: number, machines: readonly number[], otherRoles: number])[] = [
  [0.1, [0], 20],
  [0.7, [1, 2, 3, 5, 8, 10], 40],
  [0.93, [20, 40, 60], 150],
  [0.99, [100, 200], 400],
  [0.998, [400], 800],
  [1, [1000], 1000],
];

/** The same accounts for the same seed; of the first so many the sizes are at most `largest`. */
export function drawAccounts(
  count: number,
  { failingMachines, unreachableAccounts }: Misfortune,
  {
    seed = 7,
    largest = Number.POSITIVE_INFINITY,
  }: { readonly seed?: number; readonly largest?: number } = {},
): readonly MemberAccount[] {
  const random = randomNumbers(seed);
  const oneOf = (choices: readonly number[]): number => choices[Math.floor(random() * choices.length)] ?? 0;
  return Array.from({ length: count }, (_, index) => {
    const size = random();
    const [, sizes = [], otherRoles = 0] = SIZES.find(([part]) => size < part) ?? [];
    const machines = Math.min(largest, oneOf(sizes));
    // The first ones: where they are changes no time, and accounts of one shape need to be read once.
    const failures = Array.from({ length: machines }).flatMap((): readonly Failure[] =>
      random() < failingMachines ? [random() < 0.5 ? 'for-now' : 'for-ever'] : [],
    );
    const failing = failures.sort().map((failure, at): Shape['failing'][number] => [at, failure]);
    return {
      id: String(100_000_000_000 + index),
      shape: { machines, roles: machines + otherRoles, notebooks: Math.floor(machines / 20), failing },
      isReachable: random() >= unreachableAccounts,
    };
  });
}

/** Every fourth state machine may not call its function. */
function isBroken(machine: number): boolean {
  return machine % 4 === 0;
}

function regionOf(machine: number): string {
  return REGIONS[machine % REGIONS.length] ?? '';
}

function arnOf({ id }: MemberAccount, machine: number): string {
  return machineArn(`m${machine}`, regionOf(machine), id);
}

/** ARNs of the state machines that a complete audit finds something about. */
export function brokenMachines(account: MemberAccount): readonly string[] {
  const unread = new Set(unreadMachines(account));
  const all = Array.from({ length: account.shape.machines }, (_, at) => at);
  return all
    .filter(isBroken)
    .map((at) => arnOf(account, at))
    .filter((arn) => !unread.has(arn));
}

/** ARNs of the state machines that nobody can read. */
export function unreadMachines(account: MemberAccount): readonly string[] {
  return account.shape.failing.flatMap(([at, failure]) =>
    failure === 'for-ever' ? [arnOf(account, at)] : [],
  );
}

/** The failures by the ARN of the machine. */
export function failuresOf(account: MemberAccount): ReadonlyMap<string, Failure> {
  return new Map(account.shape.failing.map(([at, failure]) => [arnOf(account, at), failure]));
}

/** What the fake answers for. */
export function fakeAccountOf({ id, shape }: MemberAccount): FakeAccount {
  const numbers = Array.from({ length: shape.machines }, (_, at) => at);
  const others = Array.from({ length: shape.roles - shape.machines }, (_, at) => otherRole(id, at));
  return {
    id,
    machines: numbers.map((at) => machine(id, at)),
    roles: [...numbers.map((at) => machineRole(id, at)), ...others],
    policies: {},
    ...(shape.notebooks === 0
      ? {}
      : { sagemaker: { resources: { NotebookInstance: notebooks(id, shape.notebooks) } } }),
  };
}

function functionArn(id: string, at: number): string {
  return `arn:aws:lambda:${regionOf(at)}:${id}:function:f${at}`;
}

function machine(id: string, at: number): FakeMachine {
  const call = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: functionArn(id, at), 'Payload.$': '$' },
    End: true,
  };
  return {
    name: `m${at}`,
    region: regionOf(at),
    role: roleArn(`m${at}`, '/', id),
    definition: JSON.stringify({ StartAt: 'Call', States: { Call: call } }),
  };
}

function allowing(Action: string, ...Resource: readonly string[]): NonNullable<FakeRole['inline']> {
  return { access: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] } };
}

function machineRole(id: string, at: number): FakeRole {
  const action = isBroken(at) ? 'lambda:GetFunction' : 'lambda:InvokeFunction';
  const arn = functionArn(id, at);
  return { name: `m${at}`, inline: allowing(action, arn, `${arn}:*`) };
}

function otherRole(id: string, at: number): FakeRole {
  const table = `arn:aws:dynamodb:${regionOf(at)}:${id}:table/t${at}`;
  return {
    name: `service${at}`,
    service: 'lambda.amazonaws.com',
    inline: allowing('dynamodb:GetItem', table),
  };
}

/** In every region the same, each with a role of its own. */
function notebooks(id: string, count: number): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: count }, (_, at) => ({
    NotebookInstanceName: `n${at}`,
    NotebookInstanceArn: `arn:aws:sagemaker:us-east-1:${id}:notebook-instance/n${at}`,
    NotebookInstanceStatus: 'InService',
    RoleArn: roleArn(`n${at}`, '/', id),
    CreationTime: new Date('2026-05-01T00:00:00Z'),
  }));
}
