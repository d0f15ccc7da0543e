import { contains, type Reading } from '../../src/policy/contains.ts';
import { type PolicyDocument, parsePolicy } from '../../src/policy/document.ts';
import { type Access, identityAccess } from '../../src/policy/effective.ts';
import { sidesOf } from '../../src/policy/sides.ts';
import type { Verdict } from '../../src/policy/verdict.ts';
import { type ManagedPolicy, titleOf } from '../managed-policies.ts';

/** Something whose time is taken. */
export interface Question {
  readonly title: string;
  /** Done before, and not timed: an audit compiles a policy once and asks about it many times. */
  readonly ready?: () => void;
  /** The verdict, where the question has one. */
  readonly ask: () => Verdict | undefined;
}

/** An access with a name. */
export interface Side {
  readonly name: string;
  readonly access: Access;
}

/** Is everything that `left` allows allowed by `right`? */
export function containment(left: Side, right: Side, reading: Reading = {}): Question {
  return {
    title: `${left.name} ⊆ ${right.name}`,
    ready: () => {
      sidesOf(left.access, right.access, reading);
    },
    ask: () => contains(left.access, right.access, reading),
  };
}

/** A freshly parsed access of one policy. */
export function sideOf(policy: ManagedPolicy): Side {
  return { name: titleOf(policy), access: identityAccess([documentOf(policy)]) };
}

export function documentOf(policy: ManagedPolicy): PolicyDocument {
  return parsePolicy(policy.document, titleOf(policy));
}

/** A policy of version 2012-10-17 with these statements. */
export function policyWith(statements: readonly unknown[], name: string): PolicyDocument {
  return parsePolicy({ Version: '2012-10-17', Statement: statements }, name);
}
