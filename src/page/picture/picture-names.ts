import { printable } from '../../findings/printable.ts';
import { parseArn } from '../../model/arn.ts';

/** The name at the end of an ARN, safe to show; what is no ARN is its own name. */
export function shortName(arn: string): string {
  const resource = parseArn(arn)?.resource ?? arn;
  const name = resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  return printable(name === '' ? resource : name);
}

/** What an ARN is of, in words: `state machine`, `role`, `training job`. */
export function nounOf(arn: string): string {
  const [type = '', ...name] = parseArn(arn)?.resource.split(/[/:]/) ?? [];
  if (name.length === 0) return 'resource';
  return type === 'stateMachine' ? 'state machine' : printable(type.replaceAll('-', ' '));
}

/** A number of things: `1 role`, `12 training jobs`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `sagemaker` of `sagemaker.amazonaws.com`. */
export function serviceName(principal: string): string {
  return printable(principal.replace(/\.amazonaws\.com(\.cn)?$/, ''));
}

/** The operation of an action, short enough to stand at a line: `CreateTransformJob`. */
export function operationOf(action: string): string {
  const operation = printable(action.slice(action.indexOf(':') + 1));
  return operation.length > LONGEST_OPERATION ? `${operation.slice(0, LONGEST_OPERATION - 1)}…` : operation;
}

const LONGEST_OPERATION = 21;
