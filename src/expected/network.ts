import type { Needs } from './named-role.ts';
import { allowedFor, granting, NOTHING, requiredFor } from './needs.ts';
import { isCertain, type RequestPart, valueIn } from './request-part.ts';

/**
 * Network interfaces in a VPC of the account, asked for on `*` and without a condition: SageMaker checks before it starts
 * that the role has all of them.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export const NETWORK_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:CreateNetworkInterfacePermission',
  'ec2:DeleteNetworkInterface',
  'ec2:DeleteNetworkInterfacePermission',
  'ec2:DescribeDhcpOptions',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
] as const;

/** What running in the VPC of a field such as `VpcConfig` asks for; nothing where it names no subnet. */
export function joinsNetwork(part: RequestPart, path: string): Needs {
  const subnets = valueIn(part, `${path}.Subnets`);
  const isEmpty = subnets.kind === 'literal' && (!Array.isArray(subnets.value) || subnets.value.length === 0);
  if (subnets.kind === 'absent' || isEmpty) return NOTHING;
  const ask = { actions: NETWORK_ACTIONS, resources: ['*'], need: 'network', source: 'docs-2023' } as const;
  return granting(
    ...(isCertain(subnets) ? requiredFor(part, path, { ...ask, confidence: 'potential' }) : []),
    ...allowedFor(part, path, ask),
  );
}
