import { type JsonRecord, own } from '../../model/json.ts';
import {
  getPolicyAction,
  listGroupsAction,
  RESOURCE_POLICY_KINDS,
  type ResourcePolicyKind,
} from '../../model/resource-policy.ts';
import { mapTwice } from '../pool.ts';
import { type Access, mayPass, type Part } from '../reader.ts';
import { type Described, readListed } from './listed.ts';
import { type FileRead, partOf } from './part.ts';
import { POLICY_OPERATIONS } from './policy-operations.ts';
import { type SageMakerRegion, sageMakerIn } from './region.ts';

/** The policies of SageMaker resources in every region; a resource that has none is not in the file. */
export async function readPolicies(access: Access): Promise<Part> {
  const reads: FileRead[] = [];
  for (const region of access.regions) {
    const sagemaker = await sageMakerIn(access, region);
    const ofKinds = await mapTwice(
      1,
      RESOURCE_POLICY_KINDS,
      (kind) => readOfKind(sagemaker, kind),
      (files) => files.some(mayPass),
    );
    reads.push(...ofKinds.flat());
  }
  return partOf(reads);
}

async function readOfKind(
  sagemaker: SageMakerRegion,
  kind: ResourcePolicyKind,
): Promise<readonly FileRead[]> {
  const operations = POLICY_OPERATIONS.find(({ noun }) => noun === kind.noun);
  if (operations === undefined) return [];
  const { found, coverage } = await readListed(sagemaker, {
    operations,
    list: listGroupsAction(kind),
    describe: getPolicyAction(kind),
    isJob: false,
    proof: operations.proof,
  });
  const path = `${sagemaker.region}/${kind.file}`;
  if (found === undefined) return [{ path, coverage }];
  return [{ path, items: found.flatMap((one) => policyOf(kind, one)), coverage }];
}

function policyOf({ noun }: ResourcePolicyKind, { summary, output }: Described): readonly JsonRecord[] {
  const ResourcePolicy = own(output, 'ResourcePolicy');
  if (ResourcePolicy === undefined) return [];
  const [name, arn] = [`${noun}Name`, `${noun}Arn`];
  return [{ [name]: own(summary, name), [arn]: own(summary, arn), ResourcePolicy }];
}
