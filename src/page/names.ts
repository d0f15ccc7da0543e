import { parseArn } from '../model/arn.ts';

/** The last part of an ARN: the name of a state machine, with its version, of a role with its path, or of a resource. */
export function nameOf(arn: string): string {
  const { resource = arn } = parseArn(arn) ?? {};
  return resource.slice(resource.search(/[:/]/) + 1);
}
