import { identityAccess } from '../../src/policy/effective.ts';
import { containment, policyWith, type Question, type Side } from './question.ts';
import { pick, type Random, seeded } from './random.ts';
import type { Row } from './row.ts';

const UNIONS = 200;
const UNION_SIZE = 100;
const REQUIRED_SIZE = 5;

const OWNERS = ['acme', 'data', 'ml', 'sagemaker', 'analytics', 'fin'];
const STAGES = ['dev', 'test', 'prod', 'eu-central-1', '111122223333'];
const USES = ['raw', 'models', 'logs', 'features', 'exports', 'training'];
const YEARS = ['2023', '2024', '2025'];

/** Rows that ask whether a union of many resource patterns covers what is required. */
export const unionRows: readonly Row[] = [
  {
    name: 's3-stars',
    title: `union of ${UNION_SIZE} S3 patterns with *`,
    targets: { max: 50_000 },
    questions: () => unions(seeded(5), starPattern),
  },
  {
    name: 's3-marks',
    title: `union of ${UNION_SIZE} S3 patterns with * and ?`,
    targets: { max: 50_000 },
    questions: () => unions(seeded(6), markPattern),
  },
];

type Pattern = (random: Random) => string;

/** Half of what is required lies within a pattern of the union. */
function* unions(random: Random, pattern: Pattern): Iterable<Question> {
  for (let union = 0; union < UNIONS; union += 1) {
    const granted = Array.from({ length: UNION_SIZE }, () => pattern(random));
    const size = 1 + Math.floor(random() * REQUIRED_SIZE);
    const within = random() < 0.5;
    const required = Array.from({ length: size }, () =>
      within ? narrowed(random, pick(random, granted)) : pattern(random),
    );
    yield containment(bucketAccess(required, `set ${union}`), bucketAccess(granted, `union ${union}`));
  }
}

function starPattern(random: Random): string {
  const [owner, stage] = [pick(random, OWNERS), pick(random, STAGES)];
  const [use, year] = [pick(random, USES), pick(random, YEARS)];
  const bucket = pick(random, [
    `${owner}-${stage}-${use}`,
    `${owner}-*-${use}`,
    `${owner}-${stage}-*`,
    `*${owner}*`,
    `*-${stage}-*`,
    `${owner}*${use}*`,
  ]);
  const key = pick(random, [
    '*',
    `${use}/*`,
    `*/${use}/*`,
    `${use}/${year}*/data`,
    `*.${use}`,
    `${year}-*-*.csv`,
  ]);
  return `arn:aws:s3:::${bucket}/${key}`;
}

/** Here and there one character more is open. */
function markPattern(random: Random): string {
  return starPattern(random).replace(/[a-z0-9](?=[^:]*$)/g, (character) =>
    random() < 0.08 ? '?' : character,
  );
}

/** The first open text of the pattern filled. */
function narrowed(random: Random, pattern: string): string {
  return pattern.replace('*', `${pick(random, USES)}*`);
}

function bucketAccess(resources: readonly string[], name: string): Side {
  const statement = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: resources };
  return { name, access: identityAccess([policyWith([statement], name)]) };
}
