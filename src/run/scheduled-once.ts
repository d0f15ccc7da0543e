import type { AuditRequest } from '../config/payload.ts';
import type { JsonRecord } from '../model/json.ts';
import { finishedRuns, runKey } from '../state/finished-runs.ts';
import type { ObjectStore } from '../state/object-store.ts';
import type { Response } from './response.ts';

/**
 * Schedules and the queue of a function may bring an event twice: the second gets the answer of the first. Where nothing is
 * remembered both run.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export async function scheduledOnce(
  objects: ObjectStore | undefined,
  { schedule }: AuditRequest,
  audit: () => Promise<Response>,
): Promise<Response> {
  if (objects === undefined || schedule === undefined) return audit();
  const runs = finishedRuns(objects);
  const key = runKey(schedule.arn, schedule.time);
  const earlier = await runs.find(key);
  if (earlier !== undefined) return asResponse(earlier);
  return asResponse(await runs.finish(key, { ...(await audit()) }));
}

/** INVARIANT: nothing but a response is finished with. */
function asResponse(answer: JsonRecord): Response {
  return answer as unknown as Response;
}
