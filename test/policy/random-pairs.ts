import fc from 'fast-check';
import type { Pins } from '../../src/policy/contains.ts';
import type { Request } from '../../src/policy/request.ts';
import type { AccessJson, DocumentJson } from './case-access.ts';
import { KEY_NAMES, valueListsOf } from './random-keys.ts';
import {
  ACTIONS,
  accessOf,
  conditionedStatementOn,
  documentOf,
  RESOURCES,
  statementOn,
} from './random-policies.ts';

/** Two accesses with conditions on the same one or two keys. */
export interface Pair {
  readonly left: AccessJson;
  readonly right: AccessJson;
  readonly pins: Pins;
  /** Requests that they may tell apart; pinned keys are left out. */
  readonly requests: readonly Request[];
  /** Whether a comparison may answer `unknown`. */
  readonly mayBeOpen: boolean;
}

/** Values of the policy variables, which at times nobody knows. */
const VARIABLES: fc.Arbitrary<Pins> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      user: fc.constantFrom(['a'], ['ab'], ['*'], null),
      team: fc.constantFrom(['a'], null, null),
    }),
  },
  { weight: 1, arbitrary: fc.constant({}) },
);

function pinsOf(names: readonly string[]): fc.Arbitrary<Pins> {
  const values = names.flatMap((name) => valueListsOf(name, '').map((value) => ({ [name]: value })));
  return fc
    .tuple(
      names.includes('named') ? fc.constant({}) : VARIABLES,
      fc.option(fc.constantFrom(...values), { freq: 2 }),
    )
    .map(([variables, pinned]) => ({ ...variables, ...pinned }));
}

function isOpen(names: readonly string[], pins: Pins, text: string): boolean {
  const hasUnknown = !('user' in pins) && /\$\{(?:user|team)/.test(text);
  const hasValueless = pins.user === null && /"NotResource":[^\]]*\$\{user/.test(text);
  return names.includes('mixed') || hasUnknown || hasValueless || /ForAnyValue:\w+IfExists/.test(text);
}

function contextsOf(names: readonly string[], pins: Pins, text: string): readonly Request['context'][] {
  let contexts: readonly Request['context'][] =
    'user' in pins ? [{}] : [{}, { user: ['a'] }, { user: ['*'] }];
  for (const name of names.filter((key) => !(key in pins)))
    contexts = contexts.flatMap((context) => [
      context,
      ...valueListsOf(name, text).map((value) => ({ ...context, [name]: value })),
    ]);
  return contexts;
}

/** Three accesses of every feature, which share some of their statements. */
export interface Family {
  readonly accesses: readonly [AccessJson, AccessJson, AccessJson];
  readonly pins: Pins;
  readonly mayBeOpen: boolean;
}

/** Some accesses with conditions on the keys of these names, which share some of their statements. */
function familyOn(names: readonly string[]): fc.Arbitrary<Family> {
  const statement = statementOn(names);
  const access = accessOf(statement);
  const shared = fc.array(documentOf(fc.tuple(statement)), { maxLength: 1 });
  return fc.tuple(access, access, access, shared, pinsOf(names)).map(([a, b, c, more, pins]) => {
    const accesses = [withPolicies(a, more), withPolicies(b, more), c] as const;
    return { accesses, pins, mayBeOpen: isOpen(names, pins, JSON.stringify(accesses)) };
  });
}

function withPolicies(access: AccessJson, more: readonly DocumentJson[]): AccessJson {
  return { ...access, policies: [...access.policies, ...more] };
}

export const FAMILY: fc.Arbitrary<Family> = KEY_NAMES.chain(familyOn);

/** Policies of every feature, with some of the requests that matter. */
export const POLICY_PAIR: fc.Arbitrary<Pair> = KEY_NAMES.chain((names) =>
  fc.tuple(familyOn(names), fc.nat(10_000)).map(([{ accesses, pins }, offset]) => {
    const [left, right] = accesses;
    const text = JSON.stringify([left, right]);
    const requests = sampled(contextsOf(names, pins, text), offset);
    return { left, right, pins, requests, mayBeOpen: isOpen(names, pins, text) };
  }),
);

const SAMPLE = 25;
/** A prime, so that the steps meet all actions, resources and contexts alike. */
const STEP = 7_919;

function sampled(contexts: readonly Request['context'][], offset: number): readonly Request[] {
  const requests: Request[] = [];
  for (let step = 0; step < SAMPLE; step += 1) {
    const place = offset + step * STEP;
    const [action = '', resource = '', context = {}] = [
      ACTIONS[place % ACTIONS.length],
      RESOURCES[Math.floor(place / ACTIONS.length) % RESOURCES.length],
      contexts[Math.floor(place / ACTIONS.length / RESOURCES.length) % contexts.length],
    ];
    requests.push({ action, resource, context });
  }
  return requests;
}

/** Policies that differ in their conditions only, with nearly every request that those tell apart. */
export const CONDITION_PAIR: fc.Arbitrary<Pair> = KEY_NAMES.chain((names) => {
  const document = documentOf(fc.array(conditionedStatementOn(names), { minLength: 1, maxLength: 3 }));
  return fc
    .tuple(document, fc.option(document, { freq: 2 }), document, pinsOf(names))
    .map(([left, boundary, right, pins]) => {
      const sides = {
        left: { policies: [left], ...(boundary === null ? {} : { boundary }) },
        right: { policies: [right] },
      };
      const text = JSON.stringify(sides);
      const requests = contextsOf(names, pins, text).map((context) => ({
        action: 's:a',
        resource: 'arn:aws:s:::a',
        context,
      }));
      return { ...sides, pins, requests, mayBeOpen: isOpen(names, pins, text) };
    });
});
