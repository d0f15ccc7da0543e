import { parseArn } from '../model/arn.ts';
import type { Finding } from './finding.ts';
import type { Head } from './head.ts';

/** What has to be looked at to say whether a finding still holds. */
export interface Lens {
  readonly resource: string;
  readonly role: string;
  /** State machines, their versions (`<state machine>:3`) and SageMaker resources for which it holds. */
  readonly reasons: readonly string[];
  /** The managed policy that it speaks of. */
  readonly policy?: string;
  /** All of these. */
  readonly all: ReadonlySet<string>;
}

export function lensOf({ resource, role, because, statement }: Finding): Lens {
  const named = because.flatMap((line) => [line.stateMachine, line.resource]);
  const reasons = new Set(named.filter((arn) => arn !== undefined));
  if (isStateMachine(resource.arn)) reasons.add(resource.arn);
  const { policy = '' } = statement ?? {};
  const managed = parseArn(policy) === undefined ? {} : { policy };
  return {
    resource: resource.arn,
    role: role.arn,
    reasons: [...reasons],
    ...managed,
    all: new Set([resource.arn, role.arn, ...reasons, ...Object.values(managed)]),
  };
}

/** True for a state machine and for a version of one. */
export function isStateMachine(arn: string): boolean {
  const parsed = parseArn(arn);
  return parsed?.service === 'states' && parsed.resource.startsWith('stateMachine:');
}

/** A version with its state machine; a state machine alone. */
export function machineOf(arn: string): { readonly machine: string; readonly qualifier?: string } {
  const [, machine = arn, qualifier] = /^((?:[^:]*:){6}[^:]*)(?::(.+))?$/.exec(arn) ?? [];
  return qualifier === undefined ? { machine } : { machine, qualifier };
}

/**
 * The ARNs that active findings speak of. A run that reads those of them directly that no list shows can tell what is gone
 * from what a list left out.
 */
export function toConfirm(heads: readonly Head[]): readonly string[] {
  const arns = new Set<string>();
  for (const { findings } of heads) {
    for (const record of Object.values(findings))
      if (record.kind === 'active') for (const arn of lensOf(record.finding).all) arns.add(arn);
  }
  return [...arns].sort();
}
