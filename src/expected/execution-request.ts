import type { RequestTemplate } from '../model/definition-value.ts';
import type { Asker } from './call.ts';
import type { Pack } from './grant.ts';

/** Where a request is made. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * What makes SageMaker use a role: a resource as Describe tells it, or the request of a task that makes one. Both have
 * the same fields; of a task some are decided by the run.
 */
export interface ExecutionRequest extends Asker {
  /** `TrainingJob`. */
  readonly noun: string;
  readonly template: RequestTemplate;
  readonly place: Place;
  readonly pack: Pack;
}
