import type { ResourceType } from '../../policy/catalogue.ts';
import type { Target } from '../target.ts';
import { lambdaFunction, schedule, stateMachine, taskDefinition, withPath } from './read-compute.ts';
import { bucket, identified, object, table } from './read-data.ts';
import { key, parameter, secret } from './read-keys.ts';
import { eventBus, queue, rule, topic } from './read-messages.ts';
import type { Asked, Reader } from './reader.ts';

/**
 * The resources of types whose parameters are not called like the placeholders of their ARNs, or hold something else
 * than a name; `generic` where nothing is special.
 */
export function readByHand(type: ResourceType, asked: Asked): readonly Target[] | undefined | 'generic' {
  const reader = READERS.get(`${asked.service}:${type.name}`);
  return reader === undefined ? 'generic' : reader(asked);
}

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['dynamodb:table', table],
  ['ecs:task-definition', taskDefinition],
  ['events:event-bus', eventBus],
  ['events:event-busv2', () => undefined],
  ['events:rule-on-custom-event-bus', () => undefined],
  ['events:rule-on-default-event-bus', rule],
  ['iam:group', withPath('group', ['groupname'])],
  ['iam:instance-profile', withPath('instance-profile', ['instanceprofilename'])],
  ['iam:role', withPath('role', ['rolename'])],
  ['iam:user', withPath('user', ['username'])],
  ['kms:key', key],
  ['lambda:function', lambdaFunction],
  ['rds:cluster', identified('cluster', 'dbclusteridentifier')],
  ['rds:cluster-snapshot', identified('cluster-snapshot', 'dbclustersnapshotidentifier')],
  ['rds:db', identified('db', 'dbinstanceidentifier')],
  ['rds:snapshot', identified('snapshot', 'dbsnapshotidentifier')],
  ['s3:bucket', bucket],
  ['s3:object', object],
  ['scheduler:schedule', schedule],
  ['secretsmanager:secret', secret],
  ['sns:topic', topic],
  ['sqs:queue', queue],
  ['ssm:parameter', parameter],
  ['states:statemachine', stateMachine],
]);
