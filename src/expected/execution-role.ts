import type { ExecutionRequest } from './execution-request.ts';
import type { RoleUse } from './grant.ts';

/** What SageMaker does with the roles of one kind of resource. */
export interface ExecutionRole {
  /** `TrainingJob`: of `CreateTrainingJob` and `DescribeTrainingJob`. */
  readonly noun: string;
  /** The documentation page behind it. */
  readonly source: string;
  readonly roleUses: (request: ExecutionRequest) => readonly RoleUse[];
}
