import type { Machine } from '../expected/call.ts';
import { roleNameOf } from '../model/arn.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { ExpectReport } from './expect-report.ts';

/** The role that the policy is for, and what to call the things that are made for it. */
export interface TargetRole {
  /** The ARN and the name of a role that exists; without it the role has to be made. */
  readonly existing?: { readonly arn: string; readonly name: string };
  /** Words of letters and digits out of the name of the state machine, at least one. */
  readonly words: readonly string[];
  readonly policyName: string;
}

/** Names are cut to a length that every use of them allows. */
const LONGEST = 60;

export function targetRole({ stateMachine: { name, roleArn } }: ExpectReport): TargetRole {
  const words = name.slice(0, LONGEST).match(/[A-Za-z0-9]+/g) ?? ['state', 'machine'];
  const existing = roleArn === undefined ? undefined : existingRole(roleArn);
  return { ...(existing && { existing }), words, policyName: `plumbline-${words.join('-')}` };
}

/**
 * An ARN with characters that names and paths do not have is a placeholder: it tells no role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
 */
function existingRole(arn: string): TargetRole['existing'] {
  return ROLE.test(arn) ? { arn, name: roleNameOf(arn) } : undefined;
}

const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

/** A condition of a statement: an operator, a key and a value. */
export interface Condition {
  readonly test: string;
  readonly key: string;
  readonly value: string;
}

/** Who may assume a role that is made. */
export interface Trust {
  readonly service: string;
  readonly conditions: readonly Condition[];
}

/**
 * The conditions that the documentation recommends against a confused deputy. The name of the state machine stays
 * open, as there: a role is made before its machine, which may get a generated name.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
 */
export function trustOf({ partition, region, accountId }: Machine): Trust {
  const machines = ['arn', partition, 'states', region, accountId, 'stateMachine']
    .map(escapeLiteral)
    .join(':');
  return {
    service: 'states.amazonaws.com',
    conditions: [
      { test: 'StringEquals', key: 'aws:SourceAccount', value: escapeLiteral(accountId) },
      { test: 'ArnLike', key: 'aws:SourceArn', value: `${machines}:*` },
    ],
  };
}
