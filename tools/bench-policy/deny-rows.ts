import type { Reading } from '../../src/policy/contains.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { type DenyStatement, denySet, variations } from './deny-sets.ts';
import { containment, policyWith, type Question, type Side } from './question.ts';
import { seeded } from './random.ts';
import { roleOf } from './role-rows.ts';
import type { Corpus, Row } from './row.ts';

const SETS = 30;
const SET_SIZE = 50;
/** The team of the role, which a Deny compares with the tag of the resource. */
const READING: Reading = { pins: { 'aws:PrincipalTag/team': ['data'] } };

/** Rows of service control policies; AWS's own policies hold few Denies, so that these are generated. */
export const denyRows: readonly Row[] = [
  {
    name: 'deny-sets',
    title: `${SET_SIZE} Denies over Allow *, against a variation`,
    targets: { p50: 1_000, p99: 25_000 },
    questions: setPairs,
  },
  {
    name: 'deny-roles',
    title: `role of 5 policies under ${SET_SIZE} Denies`,
    targets: { p50: 1_000, p99: 25_000 },
    questions: controlledRoles,
  },
];

function* setPairs(): Iterable<Question> {
  const random = seeded(7);
  for (let number = 0; number < SETS; number += 1) {
    const set = denySet(random, SET_SIZE);
    const whole = setSide(set, `set ${number}`);
    for (const [change, changed] of variations(random, set)) {
      const other = setSide(changed, `set ${number} ${change}`);
      yield containment(whole, other, READING);
      yield containment(other, whole, READING);
    }
  }
}

function setSide(set: readonly DenyStatement[], name: string): Side {
  return { name, access: identityAccess([controlPolicy(set, name)]) };
}

function controlPolicy(set: readonly DenyStatement[], name: string): ReturnType<typeof policyWith> {
  return policyWith([{ Effect: 'Allow', Action: '*', Resource: '*' }, ...set], name);
}

/** A role with and without the level, and under the level with one Deny varied. */
function* controlledRoles({ latest }: Corpus): Iterable<Question> {
  const random = seeded(8);
  for (let number = 0; number < SETS; number += 1) {
    const set = denySet(random, SET_SIZE);
    const role = roleOf(random, latest, 5);
    const controlled = under(role, set, `set ${number}`);
    yield containment(controlled, role, READING);
    yield containment(role, controlled, READING);
    for (const [change, changed] of variations(random, set)) {
      const other = under(role, changed, `set ${number} ${change}`);
      yield containment(controlled, other, READING);
      yield containment(other, controlled, READING);
    }
  }
}

function under({ name, access: { layers } }: Side, set: readonly DenyStatement[], title: string): Side {
  return {
    name: `(${name}) under ${title}`,
    access: identityAccess(layers.flat(), undefined, [[controlPolicy(set, title)]]),
  };
}
