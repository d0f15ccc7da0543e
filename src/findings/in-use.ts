import { asString, own } from '../model/json.ts';
import type { SageMakerResource } from '../model/sagemaker-resource.ts';
import { daysBetween, FRESH_DAYS } from './age.ts';
import type { Execution } from './evidence.ts';

/** What does nothing of itself: something else runs it, or nothing does. */
const AT_REST = /^(Algorithm|EndpointConfig|Image|Model|ModelPackage|Project|\w+JobDefinition)$/;
/** What could not be updated goes on as it was. */
const ENDED = /^(?!update).*(fail|delet|stop|cancel|complet)/i;

/** True where something runs with the role, or is about to: a task, a live resource, a job that has not ended, a fresh model. */
export function isInUse({ origin }: Execution, takenAt: string): boolean {
  if (origin.kind === 'task') return true;
  const { kind, record } = origin.resource;
  const status = statusOf(origin.resource);
  if (status !== undefined && ENDED.test(status)) return false;
  if (kind.lifetime === 'job') return status !== undefined;
  if (!AT_REST.test(kind.noun)) return true;
  const age = daysBetween(own(record, 'CreationTime'), takenAt);
  return age !== undefined && age <= FRESH_DAYS;
}

function statusOf({ kind, record }: SageMakerResource): string | undefined {
  const fields = [kind.status?.field ?? `${kind.noun}Status`, kind.arn.replace(/Arn$/, 'Status'), 'Status'];
  return fields.map((field) => asString(own(record, field))).find((status) => status !== undefined);
}
