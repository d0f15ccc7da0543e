import type { ExecutionRole } from './execution-role.ts';
import { monitoringNeeds } from './monitoring.ts';
import { rolesIn, whole } from './request-part.ts';

/** The definition of a monitoring job that watches one aspect, after which its fields are named. */
export function jobDefinition(aspect: string, open?: string): ExecutionRole {
  return {
    noun: `${aspect}JobDefinition`,
    source: `https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Create${aspect}JobDefinition.html`,
    roles: (request) => {
      const job = whole(request);
      const needs = () =>
        monitoringNeeds(job, {
          inputs: `${aspect}JobInput`,
          baseline: `${aspect}BaselineConfig`,
          application: `${aspect}AppSpecification`,
          output: `${aspect}JobOutputConfig`,
          cluster: 'JobResources.ClusterConfig',
        });
      return rolesIn(job, 'RoleArn', open === undefined ? needs : () => ({ ...needs(), open }));
    },
  };
}
