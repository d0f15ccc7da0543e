import type { BecauseLine, Finding } from '../../findings/finding.ts';
import { parseArn } from '../../model/arn.ts';
import { isRegion } from '../misplaced.ts';
import { type OcsfObject, present, wordsOf } from './frame.ts';

const ROLES = { 1: 'Target', 2: 'Actor', 3: 'Affected', 4: 'Related' } as const;
type RoleId = keyof typeof ROLES;

const MOST_RESOURCES = 32;

/** What the finding is about, the role, what the request asks for, and who needs it; each once. */
export function resourcesOf({ resource, role, witness, because }: Finding): readonly OcsfObject[] {
  const all: readonly (readonly [arn: string, roleId: RoleId, type?: string])[] = [
    [resource.arn, 3, resource.type],
    [role.arn, 2, 'AWS::IAM::Role'],
    [witness?.resource ?? '', 1],
    ...because.map((line) => [needingArn(line), 4] as const),
  ];
  const byArn = new Map<string, OcsfObject>();
  for (const [arn, roleId, type] of all) {
    if (byArn.size === MOST_RESOURCES) break;
    if (arn.trim() !== '' && !byArn.has(arn)) byArn.set(arn, resourceOf(arn, roleId, type));
  }
  return [...byArn.values()];
}

function needingArn({ stateMachine, resource }: BecauseLine): string {
  return stateMachine ?? resource ?? '';
}

/** A resource by its ARN, and what it has to do with the finding. */
export function resourceOf(arn: string, roleId: RoleId, type?: string): OcsfObject {
  const { region = '', partition } = parseArn(arn) ?? {};
  return present({
    uid: wordsOf(arn),
    type: type === undefined || type.trim() === '' ? undefined : wordsOf(type),
    role_id: roleId,
    role: ROLES[roleId],
    region: isRegion(region) ? region : undefined,
    cloud_partition: partition === undefined ? undefined : wordsOf(partition),
  });
}
