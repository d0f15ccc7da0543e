import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../src/model/json.ts';

/** What somebody who has never heard of Plumbline reads out of one story of a report, and out of nothing else. */
export interface Understood {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly state: string;
  readonly stateMachine: string;
  readonly why: string;
  /** What to attach, as it is printed. */
  readonly policy: object;
}

/** Runs `plumbline` with these arguments: what it prints, and its exit code. */
export type Plumbline = (
  ...args: readonly string[]
) => Promise<{ readonly code: number; readonly out: string }>;

export interface Followed {
  readonly understood: Understood;
  /** Rule and role of each finding that was there and is over, and of each that was not there before. */
  readonly resolved: readonly string[];
  readonly appeared: readonly string[];
}

const RULE = 'transform-policy-missing';
const HOUR = 3_600_000;

/**
 * The path of a newcomer through a copy of the example account: reads one finding, attaches the policy that is printed, audits
 * again. `report` is the text that was printed first.
 */
export async function follow(
  plumbline: Plumbline,
  report: string,
  account: string,
  state: string,
): Promise<Followed> {
  const understood = understand(report);
  const before = await findings(plumbline, account, state);
  await putRolePolicy(account, understood.role, 'transform', understood.policy);
  const after = await findings(plumbline, account, state);
  const known = new Set(before.filter(isOpen).map(({ id }) => id));
  return {
    understood,
    resolved: after.filter(({ id, status }) => status === 'resolved' && known.has(id)).map(lineOf),
    appeared: after.filter((finding) => isOpen(finding) && !known.has(finding.id)).map(lineOf),
  };
}

/** Reads the story of the role that may not start its transform job. Throws where the text leaves something out. */
export function understand(report: string): Understood {
  const from = report.indexOf(RULE);
  if (from === -1) throw new Error(`the report has no \`${RULE}\``);
  const text = report.slice(from);
  const sentence = text.replace(/\s+/g, ' ');
  const told =
    /`(?<role>[^`]+)` cannot `(?<action>[^`]+)` on `(?<resource>arn:[^`]+)`.*? which `(?<state>\$[^`]+)` of `(?<stateMachine>[^`]+)` needs: (?<why>[^`]*? by hand)/.exec(
      sentence,
    )?.groups;
  if (told === undefined) throw new Error(`nobody understands this: ${sentence.slice(0, 500)}`);
  const { role = '', action = '', resource = '', state = '', stateMachine = '', why = '' } = told;
  return { role, action, resource, state, stateMachine, why, policy: policyIn(text, role) };
}

/** The JSON behind the advice to attach it. */
function policyIn(text: string, role: string): object {
  const advice = text.search(new RegExp(`Attach this inline policy to\\s+\`${role}\``));
  const open = text.indexOf('{', advice);
  for (let close = open; advice !== -1 && close !== -1; close = text.indexOf('}', close + 1)) {
    const policy = parsed(text.slice(open, close + 1));
    if (policy !== undefined) return policy;
  }
  throw new Error(`no policy to attach to \`${role}\` is printed`);
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Does to a snapshot folder what `aws iam put-role-policy` does to an account, and moves its time an hour on, as if it had been
 * collected again.
 */
export async function putRolePolicy(
  folder: string,
  role: string,
  name: string,
  document: object,
): Promise<void> {
  const roles = join(folder, 'iam/authorization-details.json');
  const details = JSON.parse(await readFile(roles, 'utf8')) as {
    readonly RoleDetailList: {
      readonly RoleName: string;
      RolePolicyList?: { readonly PolicyName: string }[];
    }[];
  };
  const found = details.RoleDetailList.find(({ RoleName }) => RoleName === role);
  if (found === undefined) throw new Error(`\`${roles}\` has no role \`${role}\``);
  const others = (found.RolePolicyList ?? []).filter(({ PolicyName }) => PolicyName !== name);
  found.RolePolicyList = [
    ...others,
    { PolicyName: name, PolicyDocument: document } as { PolicyName: string },
  ];
  await writeFile(roles, `${JSON.stringify(details, null, 2)}\n`);

  const about = join(folder, 'snapshot.json');
  const snapshot = JSON.parse(await readFile(about, 'utf8')) as { readonly takenAt: string };
  const takenAt = new Date(Date.parse(snapshot.takenAt) + HOUR).toISOString();
  await writeFile(about, `${JSON.stringify({ ...snapshot, takenAt }, null, 2)}\n`);
}

interface Told {
  readonly id: string;
  readonly ruleId: string;
  readonly status: string;
  readonly role: { readonly name: string };
}

async function findings(plumbline: Plumbline, account: string, state: string): Promise<readonly Told[]> {
  const { code, out } = await plumbline(
    ...['audit', '--snapshot', account, '--state', state, '--format', 'json', '--fail-on', 'never'],
  );
  if (code !== 0) throw new Error(`plumbline ended with ${code}`);
  return (JSON.parse(out) as { readonly findings: readonly Told[] }).findings;
}

function isOpen({ status }: Told): boolean {
  return status !== 'resolved' && status !== 'suppressed';
}

function lineOf({ ruleId, role }: Told): string {
  return `${ruleId} of ${role.name}`;
}
