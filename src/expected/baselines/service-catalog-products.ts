import type { Pack } from '../grant.ts';
import documents from './documents.generated.json' with { type: 'json' };
import { documentIn } from './statement-table.ts';

/** The policy of the role that launches the products of SageMaker projects and JumpStart. */
export const LAUNCH_POLICY = 'AmazonSageMakerAdmin-ServiceCatalogProductsServiceRolePolicy';

/** A document of a policy as it was at one time. */
export interface DatedDocument {
  readonly versionId: string;
  /** ISO 8601, the day. */
  readonly date: string;
  readonly document: unknown;
}

/** One version of a policy against the one before. */
export interface PublishedVersion {
  readonly version: number;
  /** The day that its document bears. */
  readonly date: string;
  /** Actions that are allowed on more resources, or under fewer conditions. */
  readonly gained: readonly string[];
  /** Actions that are allowed on fewer resources, or under more conditions. */
  readonly lost: readonly string[];
  /** What the list of actions does not show, or where AWS's own log of changes says something else. */
  readonly note?: string;
}

/**
 * The launch policy from its first version on, by its documents: AWS's log of changes is older, shorter, and in
 * places wrong.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/security-iam-awsmanpol-sc.html
 */
export const LAUNCH_POLICY_HISTORY: readonly PublishedVersion[] = [
  { version: 1, date: '2020-11-27', gained: [], lost: [], note: 'the first one' },
  {
    version: 2,
    date: '2021-07-02',
    gained: [
      'codestar-connections:PassConnection',
      's3:PutBucketTagging',
      's3:PutObjectTagging',
      'sagemaker:CreateCodeRepository',
      'sagemaker:DeleteCodeRepository',
      'sagemaker:DescribeCodeRepository',
      'sagemaker:UpdateCodeRepository',
    ],
    lost: [],
    note: "AWS's log leaves out the actions of S3, and is dated one day earlier",
  },
  {
    version: 3,
    date: '2021-09-15',
    gained: [
      'sagemaker:CreateImage',
      'sagemaker:DeleteImage',
      'sagemaker:DescribeImage',
      'sagemaker:ListTags',
      'sagemaker:UpdateImage',
    ],
    lost: [],
  },
  { version: 4, date: '2022-02-16', gained: ['cognito-idp:TagResource', 's3:PutBucketCORS'], lost: [] },
  {
    version: 5,
    date: '2022-03-21',
    gained: ['ecr:TagResource'],
    lost: [],
    note: "AWS's log calls it `ecr-idp:TagResource`, a service that does not exist",
  },
  { version: 6, date: '2022-07-14', gained: ['lambda:TagResource'], lost: [] },
  {
    version: 7,
    date: '2022-08-02',
    gained: ['sagemaker:AddTags'],
    lost: [],
    note: 'on endpoints, their configurations, models, model packages, pipelines and projects',
  },
  {
    version: 8,
    date: '2024-06-11',
    gained: ['cloudformation:TagResource', 'cloudformation:UntagResource', 'codeconnections:PassConnection'],
    lost: ['codestar-connections:PassConnection'],
    note: 'connections have to bear the tag `sagemaker`',
  },
  {
    version: 9,
    date: '2024-07-01',
    gained: ['codeconnections:PassConnection', 'codestar-connections:PassConnection'],
    lost: [],
    note: 'connections need no tag again',
  },
  {
    version: 10,
    date: '2025-09-27',
    gained: ['codeconnections:PassConnection', 'codestar-connections:PassConnection'],
    lost: [],
    note: 'each of the two services on the connections of the other',
  },
  { version: 11, date: '2026-02-11', gained: [], lost: [], note: 'published again without a change' },
  { version: 12, date: '2026-02-12', gained: [], lost: [], note: 'published again without a change' },
];

/** What changed after one version up to another one, in words, for a policy whose history is known. */
export function historyBetween(policy: string, after: number, upTo: number): readonly string[] {
  if (policy !== LAUNCH_POLICY) return [];
  return LAUNCH_POLICY_HISTORY.filter(({ version }) => version > after && version <= upTo).map(inWords);
}

function inWords({ version, date, gained, lost, note }: PublishedVersion): string {
  const changes = [...gained.map((action) => `+${action}`), ...lost.map((action) => `-${action}`)];
  const what = [...(changes.length > 0 ? [changes.join(' ')] : []), ...(note === undefined ? [] : [note])];
  return `v${version} (${date}): ${what.join('; ')}`;
}

/** The documents that the dated templates bring along: what the policies of AWS said when the documentation was written. */
const DATED: Readonly<Record<Pack, readonly (readonly [string, number])[]>> = {
  'docs-2023': [[LAUNCH_POLICY, 3]],
  'docs-2025': [],
};

/** By the ARN of the policy, in the partition whose documents are known. */
export function datedBaselines(pack: Pack, partition: string): ReadonlyMap<string, DatedDocument> {
  const dated = new Map<string, DatedDocument>();
  if (partition !== 'aws') return dated;
  for (const [policy, version] of DATED[pack]) {
    const date = LAUNCH_POLICY_HISTORY.find((published) => published.version === version)?.date ?? '';
    const document = documentIn(documents, policy, version);
    dated.set(`arn:aws:iam::aws:policy/${policy}`, { versionId: `v${version}`, date, document });
  }
  return dated;
}

/** The newest document of a policy that comes with this version, in the partition whose documents are known. */
export function shippedDocument(policy: string, partition: string): DatedDocument | undefined {
  const newest = LAUNCH_POLICY_HISTORY.at(-1);
  if (policy !== LAUNCH_POLICY || partition !== 'aws' || newest === undefined) return undefined;
  const { version, date } = newest;
  return { versionId: `v${version}`, date, document: documentIn(documents, policy, version) };
}
