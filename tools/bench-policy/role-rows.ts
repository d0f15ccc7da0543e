import { integrations } from '../../src/expected/integrations/index.ts';
import { templatePolicy } from '../../src/expected/template.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import type { ManagedPolicy } from '../managed-policies.ts';
import { containment, documentOf, type Question, type Side } from './question.ts';
import { pick, type Random, sample, seeded } from './random.ts';
import type { Corpus, Row } from './row.ts';

export const FULL_ACCESS = 'AmazonSageMakerFullAccess';
const ROLE_PAIRS = 100;
const LARGE_ROLES = 20;
const JOB_NAMES = ['', 'nightly', 'churn-model', 'a-b', 'x'];
const PATTERNS = ['request-response', '.sync'] as const;
const PACKS = ['docs-2023', 'docs-2025'] as const;

/** Rows that ask about roles of several policies. */
export const roleRows: readonly Row[] = [
  {
    name: 'boundary',
    title: 'role of 5 policies under a boundary',
    targets: { p50: 1_000, p99: 25_000 },
    questions: boundedRoles,
  },
  {
    name: 'template',
    title: 'template ⊆ role of 20 policies, from the second on',
    targets: { p99: 500 },
    questions: (corpus) => templates(corpus, 'others'),
  },
  {
    name: 'template-first',
    title: 'template ⊆ role of 20 policies, the first',
    targets: { p99: 500 },
    questions: (corpus) => templates(corpus, 'first'),
  },
];

/** Two roles with the same full access, asked about each other with and without their boundary. */
function* boundedRoles({ latest }: Corpus): Iterable<Question> {
  const random = seeded(3);
  for (let pair = 0; pair < ROLE_PAIRS; pair += 1) {
    const boundary = boundaryOf(random, latest);
    const [role, other] = [roleOf(random, latest, 5), roleOf(random, latest, 5)];
    const [bounded, otherBounded] = [within(role, boundary), within(other, boundary)];
    yield containment(bounded, role);
    yield containment(role, bounded);
    yield containment(bounded, otherBounded);
    yield containment(otherBounded, role);
  }
}

/** Every other boundary is one that AWS wrote as such; the rest are policies like any other. */
function boundaryOf(random: Random, latest: readonly ManagedPolicy[]): ManagedPolicy {
  const made = latest.filter(({ name }) => /Boundary|PowerUser/.test(name));
  return pick(random, random() < 0.5 && made.length > 0 ? made : latest);
}

/** A role of so many policies, of which full access to SageMaker is one. */
export function roleOf(random: Random, latest: readonly ManagedPolicy[], size: number): Side {
  const full = latest.filter(({ name }) => name === FULL_ACCESS);
  const others = latest.filter(({ name }) => name !== FULL_ACCESS);
  const policies = [...full, ...sample(random, others, size - full.length)];
  return {
    name: policies.map(({ name }) => name).join('+'),
    access: identityAccess(policies.map(documentOf)),
  };
}

function within({ name, access: { layers } }: Side, boundary: ManagedPolicy): Side {
  return {
    name: `(${name}) within ${boundary.name}`,
    access: identityAccess(layers.flat(), documentOf(boundary)),
  };
}

/** As in an audit, a role answers for many state machines. The first question makes the indexes of the role. */
function* templates({ latest }: Corpus, which: 'first' | 'others'): Iterable<Question> {
  const random = seeded(4);
  for (let roles = 0; roles < LARGE_ROLES; roles += 1) {
    const role = roleOf(random, latest, 20);
    const [first, ...others] = Array.from(templateSides(), (template) => containment(template, role));
    if (first === undefined) continue;
    if (which === 'first') yield first;
    else {
      first.ask();
      yield* others;
    }
  }
}

/** The policies that Step Functions generates, as far as it documents them. */
export function* templateSides(): Iterable<Side> {
  for (const integration of integrations)
    for (const pattern of PATTERNS)
      for (const pack of PACKS)
        for (const name of JOB_NAMES) {
          const policy = templatePolicy(integration, pattern, { ...VALUES, name }, pack);
          const title = `${integration.resource} ${pattern} '${name}' (${pack})`;
          if (policy !== undefined) yield { name: title, access: identityAccess([parsePolicy(policy)]) };
        }
}

const VALUES = {
  partition: 'aws',
  region: 'eu-central-1',
  accountId: '111122223333',
  roleArn: 'arn:aws:iam::111122223333:role/training',
};
