import type { Gap } from './coverage.ts';
import type { JsonRecord } from './json.ts';
import {
  getPolicyAction,
  listGroupsAction,
  parseResourcePolicies,
  RESOURCE_POLICY_KINDS,
  type ResourcePolicy,
} from './resource-policy.ts';
import { describeAction, listAction, SAGEMAKER_KINDS, sageMakerFile } from './sagemaker-kinds.ts';
import { parseSageMakerResources, type SageMakerResource } from './sagemaker-resource.ts';

/** The files of SageMaker in one region, as a snapshot gives them. */
export interface SageMakerFiles {
  readonly region: string;
  readonly has: (path: string) => boolean;
  /**
   * The content of a file; one that is absent or makes no sense has become a gap of the first source, unless the reader
   * has recorded one of these sources already.
   */
  readonly open: (path: string, sources: readonly [string, ...string[]]) => JsonRecord | undefined;
  /** True where the reader recorded why it read nothing of SageMaker, or not all. */
  readonly isTold: boolean;
}

/** What SageMaker has in one region. */
export interface SageMakerPart {
  readonly resources: readonly SageMakerResource[];
  readonly policies: readonly ResourcePolicy[];
  readonly gaps: readonly Gap[];
}

/** Where no file at all is there, one gap says so; else each absent file is one. */
export function parseSageMaker(files: SageMakerFiles): SageMakerPart {
  const { region, has, isTold } = files;
  const path = (file: string): string => `${region}/${file}`;
  const wanted = SAGEMAKER_KINDS.filter(
    (kind) => kind.describedAs === undefined || has(path(sageMakerFile(kind))),
  );
  const present = [...wanted.map(sageMakerFile), ...RESOURCE_POLICY_KINDS.map(({ file }) => file)];
  if (!isTold && !present.some((file) => has(path(file)))) {
    const why =
      'no file of SageMaker resources is there: who uses the roles that SageMaker assumes was not read';
    return { resources: [], policies: [], gaps: [{ source: 'sagemaker', region, kind: 'not-read', why }] };
  }

  const resources: SageMakerResource[] = [];
  const policies: ResourcePolicy[] = [];
  const gaps: Gap[] = [];
  for (const kind of wanted) {
    const file = files.open(path(sageMakerFile(kind)), [describeAction(kind), listAction(kind)]);
    if (file === undefined) continue;
    const parsed = parseSageMakerResources(file, kind, region);
    resources.push(...parsed.resources);
    gaps.push(...parsed.gaps);
  }
  for (const kind of RESOURCE_POLICY_KINDS) {
    const file = files.open(path(kind.file), [getPolicyAction(kind), listGroupsAction(kind)]);
    if (file === undefined) continue;
    const parsed = parseResourcePolicies(file, kind, region);
    policies.push(...parsed.policies);
    gaps.push(...parsed.gaps);
  }
  return { resources, policies, gaps };
}
