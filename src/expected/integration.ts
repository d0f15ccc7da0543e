import type { Call } from './call.ts';
import type { ExpectationGap, ExpectedGrant, Pattern } from './grant.ts';
import type { JobApi } from './job.ts';
import type { RoleParameter } from './pass-role.ts';

/** What Step Functions does, and may therefore ask for, when a task calls one API. */
export interface Integration {
  /** The service and API of the task's `Resource`, without pattern. */
  readonly resource: string;
  /** False where the console makes no policy for the task, so that somebody has to attach one. */
  readonly generatedByStepFunctions: boolean;
  /** Those that the API supports; `.sync:2` only where it is written so. */
  readonly patterns: readonly (Pattern | '.sync:2')[];
  /** The documentation page behind it. */
  readonly source: string;
  /** Present where the API makes a job of SageMaker. */
  readonly job?: JobApi;
  readonly roles: readonly RoleParameter[];
  readonly grants: (call: Call) => readonly ExpectedGrant[];
  /** What stays open about a call that is otherwise understood. */
  readonly gaps?: (call: Call) => readonly ExpectationGap[];
}
