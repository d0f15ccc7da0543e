import { allowed, type Call, regionalArn } from '../call.ts';
import type { ExpectedGrant, Source } from '../grant.ts';
import { ANY_MANAGED_RULE, RULE_ACTIONS } from '../managed-rule.ts';

/** What documentation or a generator grants with an action, beside what is asked for it. */
interface Beside {
  readonly actions: readonly string[];
  /** From the resources that the action itself is granted on. */
  readonly on: (call: Call, own: readonly string[]) => readonly string[];
  readonly source: Source;
}

const regional =
  (service: string, resource: string) =>
  ({ machine }: Call): readonly string[] => [regionalArn(machine, service, resource)];

const BESIDE: ReadonlyMap<string, readonly Beside[]> = new Map<string, readonly Beside[]>([
  ['glue:StartCrawler', [{ actions: ['glue:GetCrawler'], on: (_, own) => own, source: 'cdk' }]],
  [
    // Credentials for a while: https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
    'redshift-data:ExecuteStatement',
    [
      {
        actions: ['redshift:GetClusterCredentials', 'redshift:GetClusterCredentialsWithIAM'],
        on: regional('redshift', '*'),
        source: 'docs-2025',
      },
      {
        actions: ['redshift-serverless:GetCredentials'],
        on: regional('redshift-serverless', 'workgroup/*'),
        source: 'docs-2025',
      },
    ],
  ],
  [
    's3:ListBucket',
    [
      {
        actions: ['s3:Get*', 's3:List*'],
        on: (_, own) => own.flatMap((bucket) => (bucket === '*' ? ['*'] : [bucket, `${bucket}/*`])),
        source: 'serverless',
      },
    ],
  ],
  [
    'states:StartSyncExecution',
    [
      {
        actions: ['states:DescribeExecution', 'states:StopExecution'],
        on: regional('states', 'execution:*'),
        source: 'serverless',
      },
      { actions: RULE_ACTIONS, on: regional('events', `rule/${ANY_MANAGED_RULE}`), source: 'serverless' },
    ],
  ],
]);

/** `own` are the grants of the action itself. */
export function besideGrants(
  call: Call,
  action: string,
  own: readonly ExpectedGrant[],
): readonly ExpectedGrant[] {
  const ownResources = own.flatMap(({ resources }) => resources);
  return (BESIDE.get(action) ?? []).flatMap(({ actions, on, source }) => {
    const [first, ...others] = new Set(on(call, ownResources));
    if (first === undefined) return [];
    const ask = { resources: [first, ...others], quantifier: 'all', need: 'documented', source } as const;
    return actions.map((name) => allowed(call, { ...ask, action: name }));
  });
}
