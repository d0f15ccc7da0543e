import { createClients } from '../../src/collect/clients.ts';
import { createLimiter } from '../../src/collect/limiter.ts';
import { describeMachines } from '../../src/collect/machines.ts';
import { QUOTAS } from '../../src/collect/quotas.ts';
import { statesOf } from '../../src/collect/states.ts';
import { fakeAws } from './fake-aws.ts';
import { ACCOUNT, machineArn, REGION, roleArn } from './fake-aws-account.ts';
import { type Others, type RateLimits, rateLimits } from './rate-limits.ts';
import { virtualTime } from './virtual-time.ts';

export interface Reading {
  /** Seconds from the first call to the end. */
  readonly took: number;
  readonly read: number;
  readonly unread: number;
  readonly calls: number;
  readonly throttles: RateLimits['throttles'];
}

/** Describes so many state machines against the documented bucket, which others use as well. */
export async function readMachines(count: number, others: Others = {}): Promise<Reading> {
  const time = virtualTime();
  const { onTheWay, throttles } = rateLimits(time, others);
  const { requestHandler, calls } = fakeAws(
    {
      'states:DescribeStateMachine': ({ stateMachineArn }) => ({
        stateMachineArn,
        roleArn: roleArn('r'),
        definition: '{}',
      }),
    },
    onTheWay,
  );
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const clients = createClients({ region: REGION, credentials, requestHandler });
  const access = {
    clients,
    regions: [REGION],
    pace: createLimiter(QUOTAS, time.clock).paceOf(ACCOUNT, Number.POSITIVE_INFINITY),
    isOver: () => false,
    confirm: [],
    jobsSince: new Date(0),
    onProgress: () => {},
  };
  const arns = Array.from({ length: count }, (_, index) => machineArn(`m${index}`));
  const { machines, coverage } = await time.run(describeMachines(access, statesOf(access, REGION), arns));
  clients.destroy();
  return {
    took: time.clock.now() / 1000,
    read: machines.size,
    unread: coverage.length,
    calls: calls.length,
    throttles,
  };
}
