import type { ExecutionRequest } from './execution-request.ts';
import type { NamedRole } from './named-role.ts';

/** What SageMaker does with the roles of one kind of resource. */
export interface ExecutionRole {
  /** `TrainingJob`: of `CreateTrainingJob` and `DescribeTrainingJob`. */
  readonly noun: string;
  /** The documentation page behind it. */
  readonly source: string;
  readonly roles: (request: ExecutionRequest) => readonly NamedRole[];
}
