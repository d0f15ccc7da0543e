import {
  type CannedReply,
  type FaultProxy,
  JSON_DENIAL,
  type Meddling,
  type ProxiedCall,
  XML_DENIAL,
} from './proxy.ts';

/** IAM tells nothing of all roles at once, and Step Functions nothing of one state machine. */
export function denyingReadsOf(machineArn: string): Meddling {
  const isDenied = ({ operation, body }: ProxiedCall): boolean =>
    operation === 'DescribeStateMachine' && body.includes(machineArn);
  return {
    reply: (call) => {
      if (call.operation === 'GetAccountAuthorizationDetails') return XML_DENIAL;
      return isDenied(call) ? JSON_DENIAL : undefined;
    },
  };
}

/** The list of a region's state machines lacks one, as it may for a while. */
export function hiding(machine: string, inRegion: string): Meddling {
  return {
    edit: ({ operation, region }, body) => {
      if (operation !== 'ListStateMachines' || region !== inRegion) return undefined;
      const { stateMachines, ...rest } = JSON.parse(body);
      const isLeft = ({ name }: { readonly name: string }): boolean => name !== machine;
      return JSON.stringify({ stateMachines: stateMachines.filter(isLeft), ...rest });
    },
  };
}

/** Every call of the operation fails. */
export function failing(broken: string): Meddling {
  const reply: CannedReply = { status: 500, contentType: 'text/plain', body: 'down' };
  return { reply: ({ operation }) => (operation === broken ? reply : undefined) };
}

/** Nobody may take on a role of the account, as where there is none. */
export function denyingRolesOf(accountId: string): Meddling {
  const isOf = (body: string): boolean =>
    new URLSearchParams(body).get('RoleArn')?.includes(`:${accountId}:`) === true;
  return {
    reply: ({ operation, body }) => (operation === 'AssumeRole' && isOf(body) ? XML_DENIAL : undefined),
  };
}

export async function meddlingWith<Result>(
  { meddlers }: FaultProxy,
  meddling: Meddling,
  work: () => Promise<Result>,
): Promise<Result> {
  meddlers.add(meddling);
  try {
    return await work();
  } finally {
    meddlers.delete(meddling);
  }
}
