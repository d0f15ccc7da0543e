import { asString, isRecord, own, parseJson } from '../../model/json.ts';
import { itemsOf } from '../pages.ts';
import { mapAtMost } from '../pool.ts';
import { DESCRIBE_POLICY, LIST_POLICIES, LIST_TARGETS } from './needs.ts';
import { AT_ONCE, type Outcomes } from './outcomes.ts';
import type { PolicyType, Questions } from './questions.ts';

/** The documents of one type by what they are attached to: a root, a unit or an account. */
export type Attached = ReadonlyMap<string, readonly unknown[]>;

/**
 * Every policy of the type with all that it is attached to: a call for each policy, and one for 20 targets. Nothing where
 * some list was not read in full, as a level that lacks a policy would allow too little or too much; a document that was not
 * read is `null`, which may say anything.
 */
export async function readAttached(
  questions: Questions,
  type: PolicyType,
  outcomes: Outcomes,
): Promise<Attached | undefined> {
  const listed = await questions.policies(type);
  outcomes.add(LIST_POLICIES, listed, type);
  if (listed.kind !== 'known') return undefined;
  const ids = itemsOf(listed, 'Policies')
    .filter(isRecord)
    // RCPFullAWSAccess is attached to everything, and nobody can detach it.
    .filter((policy) => type === 'SERVICE_CONTROL_POLICY' || own(policy, 'AwsManaged') !== true)
    .flatMap((policy) => asString(own(policy, 'Id')) ?? [])
    .toSorted();
  const attached = new Map<string, unknown[]>();
  const targets = await mapAtMost(AT_ONCE, ids, async (id) => {
    const targetsOf = await questions.targetsOf(id);
    outcomes.add(LIST_TARGETS, targetsOf, id);
    return { targetsOf, document: await documentOf(questions, id, outcomes) };
  });
  if (targets.some(({ targetsOf }) => targetsOf.kind !== 'known')) return undefined;
  for (const { targetsOf, document } of targets)
    for (const target of itemsOf(targetsOf, 'Targets').filter(isRecord)) {
      const id = asString(own(target, 'TargetId')) ?? '';
      attached.set(id, [...(attached.get(id) ?? []), document]);
    }
  return attached;
}

async function documentOf(questions: Questions, id: string, outcomes: Outcomes): Promise<unknown> {
  const answer = await questions.policy(id);
  outcomes.add(DESCRIBE_POLICY, answer, id);
  const policy = answer.kind === 'known' ? own(answer.value, 'Policy') : undefined;
  const text = isRecord(policy) ? asString(own(policy, 'Content')) : undefined;
  const json = text === undefined ? undefined : parseJson(text);
  return json?.kind === 'json' ? json.value : null;
}
