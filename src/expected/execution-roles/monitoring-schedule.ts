import type { ExecutionRole } from '../execution-role.ts';
import { monitoringNeeds } from '../monitoring.ts';
import { partsAt, rolesIn, whole } from '../request-part.ts';

/** A monitoring schedule with a job definition of its own; one that only names a definition names no role. */
export const monitoringSchedule: ExecutionRole = {
  noun: 'MonitoringSchedule',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateMonitoringSchedule.html',
  roles: (request) =>
    partsAt(whole(request), 'MonitoringScheduleConfig.MonitoringJobDefinition').flatMap((job) =>
      rolesIn(job, 'RoleArn', () =>
        monitoringNeeds(job, {
          inputs: 'MonitoringInputs[]',
          baseline: 'BaselineConfig',
          application: 'MonitoringAppSpecification',
          output: 'MonitoringOutputConfig',
          cluster: 'MonitoringResources.ClusterConfig',
        }),
      ),
    ),
};
