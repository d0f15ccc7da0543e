import {
  GetRolePolicyCommand,
  type IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { asArray, isRecord } from '../../src/model/json.ts';
import type { FaultProxy, Meddling } from './proxy.ts';

/**
 * Of these moto asks about the resource of the call; of all others about `*`, which no narrower statement grants. Of a role
 * it asks so only where there is one, and that there is none has to be read, too.
 */
const ASKED_BY_RESOURCE = /^(s3:.*|sts:.*|iam:GetRolePolicy|iam:List(AttachedRole|Role)Policies)$/;

/**
 * Puts `*` in the place of the resources that moto does not look at, so that it looks at the actions at least. Conditions go,
 * as it knows none of ours.
 */
export async function widenForMoto(iam: IAMClient, RoleName: string): Promise<void> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    const document = JSON.parse(decodeURIComponent(PolicyDocument));
    const Statement = asArray(document.Statement).flatMap(widened);
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName,
        PolicyDocument: JSON.stringify({ ...document, Statement }),
      }),
    );
  }
}

/** Work during which the role's policy of this name lacks an action. */
export async function lacking<Result>(
  iam: IAMClient,
  at: { readonly RoleName: string; readonly PolicyName: string },
  action: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const { PolicyDocument: encoded = '' } = await iam.send(new GetRolePolicyCommand(at));
  const PolicyDocument = decodeURIComponent(encoded);
  const withoutIt = PolicyDocument.replaceAll(`"${action}"`, '"none:None"');
  await iam.send(new PutRolePolicyCommand({ ...at, PolicyDocument: withoutIt }));
  try {
    return await work();
  } finally {
    await iam.send(new PutRolePolicyCommand({ ...at, PolicyDocument }));
  }
}

function widened(statement: unknown): readonly object[] {
  if (!isRecord(statement)) return [];
  const { Condition: _, Action, ...rest } = statement;
  const actions = (Array.isArray(Action) ? asArray(Action) : [Action]).map(String);
  const asked = actions.filter((action) => ASKED_BY_RESOURCE.test(action));
  const others = actions.filter((action) => !ASKED_BY_RESOURCE.test(action));
  return [
    ...(asked.length === 0 ? [] : [{ ...rest, Action: asked }]),
    ...(others.length === 0 ? [] : [{ ...rest, Action: others, Resource: '*' }]),
  ];
}

/** Work during which moto asks the policies of whoever calls. https://docs.getmoto.org/en/latest/docs/iam.html */
export async function enforced<Result>(
  { endpoint, meddlers }: FaultProxy,
  work: () => Promise<Result>,
): Promise<Result> {
  const lists: Meddling = {
    // moto compares the signature with the decoded query, and refuses everybody whose prefix has a slash.
    around: ({ service, query }, pass) =>
      service === 's3' && query.includes('list-type=2') ? unchecked(endpoint, pass) : undefined,
  };
  meddlers.add(lists);
  await allowUnchecked(endpoint, 0);
  try {
    return await work();
  } finally {
    await allowUnchecked(endpoint, ALL);
    meddlers.delete(lists);
  }
}

async function unchecked<Result>(endpoint: string, work: () => Promise<Result>): Promise<Result> {
  await allowUnchecked(endpoint, ALL);
  const result = await work();
  await allowUnchecked(endpoint, 0);
  return result;
}

const ALL = 1_000_000_000;

/** So many calls from now on are not checked. */
async function allowUnchecked(endpoint: string, calls: number): Promise<void> {
  const response = await fetch(`${endpoint}/moto-api/reset-auth`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: String(calls),
  });
  if (!response.ok) throw new Error(`moto answers ${response.status}`);
}
