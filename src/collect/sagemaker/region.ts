import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { asString, isRecord, type JsonRecord, own } from '../../model/json.ts';
import { type Answer, ask } from '../answer.ts';
import type { Access } from '../reader.ts';

/** SageMaker in one region, as a reader asks it. */
export interface SageMakerRegion {
  readonly region: string;
  readonly client: SageMakerClient;
  /** True for a job, or a summary of one, that was made before those that matter. */
  readonly isPast: (job: unknown) => boolean;
  /** True where no job behind these can matter: the last is past, and they come newest first as they were asked for. */
  readonly isEnough: (jobs: readonly unknown[]) => boolean;
  readonly jobsSince: Date;
  /** Never throws. */
  readonly ask: (action: string, send: () => Promise<object>) => Promise<Answer<JsonRecord>>;
  /** Tells that so many more resources were read. */
  readonly onRead: (count: number) => void;
}

export async function sageMakerIn(access: Access, region: string): Promise<SageMakerRegion> {
  const { pace, jobsSince, onProgress } = access;
  const since = jobsSince.getTime();
  const isPast = (job: unknown): boolean => madeAt(job) < since;
  let done = 0;
  return {
    region,
    client: await access.clients.sagemaker(region),
    jobsSince,
    isPast,
    isEnough: (jobs) => isPast(jobs.at(-1)) && madeAt(jobs[0]) >= madeAt(jobs.at(-1)),
    ask: async (action, send) => orAbsent(await ask(pace, action, region, send)),
    onRead: (count) => {
      done += count;
      if (count > 0) onProgress({ region, what: 'SageMaker resources', done });
    },
  };
}

/** Not a number where it does not say. */
function madeAt(job: unknown): number {
  return Date.parse((isRecord(job) ? asString(own(job, 'CreationTime')) : undefined) ?? '');
}

/**
 * Most operations have no typed not-found, but only a way to say it.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModel.html
 */
const NOT_FOUND =
  /^ValidationException: (Could not find|Cannot find|Requested resource not found|RecordNotFound)/;

function orAbsent(answer: Answer<JsonRecord>): Answer<JsonRecord> {
  return answer.kind === 'failed' && NOT_FOUND.test(answer.why)
    ? { kind: 'absent', why: answer.why }
    : answer;
}
