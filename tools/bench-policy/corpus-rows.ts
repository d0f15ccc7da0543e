import { catalogue } from '../../src/policy/catalogue.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import type { Pins } from '../../src/policy/pins.ts';
import { prepare } from '../../src/policy/prepare.ts';
import { consecutive, type ManagedPolicy, titleOf } from '../managed-policies.ts';
import { containment, type Question, type Side, sideOf } from './question.ts';
import { pick, sample, seeded } from './random.ts';
import type { Corpus, Row } from './row.ts';

const SAMPLED_PAIRS = 50_000;
const TYPED_POLICIES = 200;
const NO_PINS: Pins = {};

/** Rows that ask about AWS's policies as they are. */
export const corpusRows: readonly Row[] = [
  {
    name: 'compile',
    title: 'compile a policy',
    targets: { mean: 500 },
    questions: compilations,
  },
  {
    name: 'pairs',
    title: 'ordered pairs of latest versions',
    targets: { p50: 3.6, p99: 27, max: 25_000 },
    questions: latestPairs,
  },
  {
    name: 'versions',
    title: 'consecutive versions, both ways',
    targets: { p99: 5_000, max: 50_000 },
    questions: versionPairs,
  },
  {
    name: 'typed',
    title: `typed reading, ${TYPED_POLICIES}×${TYPED_POLICIES}`,
    targets: { p99: 1_000 },
    questions: typedPairs,
  },
];

function* compilations({ policies }: Corpus): Iterable<Question> {
  for (const policy of policies)
    yield {
      title: titleOf(policy),
      ask: () => {
        prepare(identityAccess([parsePolicy(policy.document)]), NO_PINS);
        return undefined;
      },
    };
}

function* latestPairs({ latest, all }: Corpus): Iterable<Question> {
  const sides = latest.map(sideOf);
  if (all) yield* allPairs(sides);
  else {
    const random = seeded(1);
    for (let asked = 0; asked < SAMPLED_PAIRS; asked += 1)
      yield containment(pick(random, sides), pick(random, sides));
  }
}

function* allPairs(sides: readonly Side[]): Iterable<Question> {
  for (const left of sides) for (const right of sides) yield containment(left, right);
}

function* versionPairs({ policies }: Corpus): Iterable<Question> {
  for (const [older, newer] of consecutive(policies)) {
    const [left, right] = [sideOf(older), sideOf(newer)];
    yield containment(left, right);
    yield containment(right, left);
  }
}

/** Of policies that speak of a service that the catalogue lists: to the others types mean nothing. */
function* typedPairs({ latest }: Corpus): Iterable<Question> {
  const speaking = latest.filter(namesListedService);
  const sides = sample(seeded(2), speaking, TYPED_POLICIES).map(sideOf);
  for (const left of sides) for (const right of sides) yield containment(left, right, { typed: catalogue });
}

function namesListedService({ document }: ManagedPolicy): boolean {
  const text = JSON.stringify(document);
  return [...catalogue.services].some((service) => text.includes(`"${service}:`));
}
