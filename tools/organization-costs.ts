import type { OrganizationRun } from '../test/support/organization/world.ts';

/**
 * US dollars, approximately, for us-east-1 as of November 2026: assumptions, not quotations.
 * https://aws.amazon.com/lambda/pricing/ and the pages beside it
 */
const PRICES = {
  lambdaGigabyteSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1_000_000,
  stateTransition: 0.025 / 1000,
  s3Read: 0.0004 / 1000,
  s3Write: 0.005 / 1000,
  event: 1 / 1_000_000,
  logGigabyte: 0.5,
} as const;

/** Lines of the log of an audit, with what Lambda adds. */
const LOG_BYTES_OF_A_WORKER = 4000;
const DAYS = 30;

export interface MonthlyCosts {
  readonly lambda: number;
  readonly stepFunctions: number;
  readonly s3: number;
  readonly events: number;
  readonly logs: number;
}

/** What a month of such runs costs. */
export function monthlyCosts(run: OrganizationRun, megabytes: number): MonthlyCosts {
  const { workers, hubCalls, stateTransitions } = run;
  const called = (action: string): number => hubCalls.get(action) ?? 0;
  const gigabyteSeconds = gigabyteSecondsOf(run, megabytes);
  const writes = called('s3:PutObject') + called('s3:ListBucket');
  const logs = (workers.invocations * LOG_BYTES_OF_A_WORKER) / 1e9;
  return {
    lambda:
      DAYS *
      (gigabyteSeconds * PRICES.lambdaGigabyteSecond + (workers.invocations + 2) * PRICES.lambdaRequest),
    stepFunctions: DAYS * stateTransitions * PRICES.stateTransition,
    s3: DAYS * (called('s3:GetObject') * PRICES.s3Read + writes * PRICES.s3Write),
    events: DAYS * run.transitions * PRICES.event,
    logs: DAYS * logs * PRICES.logGigabyte,
  };
}

export function gigabyteSecondsOf({ workers, finishSeconds }: OrganizationRun, megabytes: number): number {
  return ((workers.seconds + finishSeconds) * megabytes) / 1024;
}
