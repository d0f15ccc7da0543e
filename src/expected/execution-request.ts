import type { RequestTemplate } from '../model/definition-value.ts';
import type { Asker, Place } from './call.ts';
import type { Pack } from './grant.ts';

/**
 * What makes SageMaker use a role: a resource as Describe tells it, or the request of a task that makes one. Both have
 * the same fields; of a task some are decided by the run.
 */
export interface ExecutionRequest extends Asker {
  /** `TrainingJob`. */
  readonly noun: string;
  readonly template: RequestTemplate;
  /** Where the template stands in a larger document, with a dot at its end: `PipelineDefinition.Steps[0].Arguments.`. */
  readonly at?: string;
  readonly place: Place;
  readonly pack: Pack;
}
