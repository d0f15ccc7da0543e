import type { JsonRecord } from '../../model/json.ts';
import { describeAction, SAGEMAKER_KINDS } from '../../model/sagemaker-kinds.ts';
import { ABSENT, AUTHORIZATION_FILE } from '../../model/snapshot.ts';
import { failedForNow } from '../answer.ts';
import { confirmMachines, confirmVersions } from '../confirm-machines.ts';
import { type Confirmable, type ConfirmableResource, confirmable, heldArns, keyOf } from '../confirmable.ts';
import { OVER } from '../deadline.ts';
import {
  GET_POLICY,
  GET_POLICY_VERSION,
  GET_ROLE,
  GET_ROLE_POLICY,
  iamOf,
  LIST_ATTACHED,
  LIST_ROLE_POLICIES,
} from '../iam.ts';
import { mayBeMore } from '../pages.ts';
import { mapTwice } from '../pool.ts';
import {
  type Access,
  type CoverageEntry,
  coverageOf,
  joined,
  type Part,
  type Reader,
  settled,
} from '../reader.ts';
import { completeRoles } from '../role-list.ts';
import { rolesInUse } from '../roles-in-use.ts';
import { DESCRIBE_ALIAS, DESCRIBE_STATE_MACHINE, LIST_ALIASES, LIST_VERSIONS } from '../states.ts';

/** So many resources are asked for in one run: most accounts have none that is in no list. */
const MOST_ASKED = 1000;

const NOTHING: Part = { files: new Map(), coverage: [] };

/**
 * What findings are remembered of and no list showed is asked for directly: lists are eventually consistent, so that only a
 * typed not-found tells that something is gone. What exists after all becomes part of the files.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html
 */
export const confirmed: Reader = {
  name: 'confirmed',
  needs: [
    ...[DESCRIBE_STATE_MACHINE, LIST_VERSIONS, LIST_ALIASES, DESCRIBE_ALIAS],
    ...[GET_ROLE, LIST_ROLE_POLICIES, GET_ROLE_POLICY, LIST_ATTACHED, GET_POLICY, GET_POLICY_VERSION],
    ...SAGEMAKER_KINDS.filter(({ describedAs }) => describedAs === undefined).map(describeAction),
  ],
  read: async (access, soFar) => {
    const all = unconfirmed(access, soFar);
    if (all.length === 0) return NOTHING;
    if (access.isOver()) return { ...NOTHING, coverage: [notAsked(all.length, OVER)] };
    const asked = await askFor(access, all.slice(0, MOST_ASKED), soFar);
    const rest = all.length - MOST_ASKED;
    return rest <= 0
      ? asked
      : joined([asked, { ...NOTHING, coverage: [notAsked(rest, mayBeMore(MOST_ASKED))] }]);
  },
};

/** What the files do not hold, and no reader has asked for by its ARN. */
function unconfirmed(
  { account, regions, confirm }: Access,
  { files, coverage }: Part,
): readonly Confirmable[] {
  if (account === undefined || confirm.length === 0) return [];
  const held = heldArns(files);
  const told = new Set(coverage.map(({ resource }) => resource));
  const isDenied = ({ of, region }: ConfirmableResource): boolean =>
    coverage.some(
      (entry) => entry.kind === 'denied' && entry.source === describeAction(of) && entry.region === region,
    );
  return [...new Set(confirm)].flatMap((arn) => {
    if (held.has(keyOf(arn)) || told.has(arn)) return [];
    const one = confirmable(arn, account, regions);
    return one === undefined || (one.kind === 'sagemaker' && isDenied(one)) ? [] : [one];
  });
}

function notAsked(count: number, why: string): CoverageEntry {
  return {
    source: 'confirm',
    region: 'global',
    kind: 'partial',
    why: `${count} of the resources that findings are remembered of are in no list and were not asked for: ${why}`,
  };
}

async function askFor(access: Access, all: readonly Confirmable[], soFar: Part): Promise<Part> {
  const parts: Part[] = [];
  for (const region of access.regions) {
    const arnsOf = (wanted: 'state-machine' | 'version'): readonly string[] =>
      all.flatMap((one) => (one.kind === wanted && one.region === region ? [one.arn] : []));
    const machines = arnsOf('state-machine');
    if (machines.length > 0) parts.push(await confirmMachines(access, region, machines, soFar));
    const versions = arnsOf('version');
    if (versions.length > 0) parts.push(await confirmVersions(access, region, versions));
    const resources = all.filter((one) => one.kind === 'sagemaker').filter((one) => one.region === region);
    if (resources.length > 0) {
      const { confirmResources } = await import('../sagemaker/confirm.ts');
      parts.push(await confirmResources(access, region, resources, soFar));
    }
  }
  const users = joined(parts);
  return joined([users, await confirmRoles(access, all, soFar, users), await confirmPolicies(access, all)]);
}

/** The roles in question, and those that the added machines and resources use. */
async function confirmRoles(
  access: Access,
  all: readonly Confirmable[],
  soFar: Part,
  users: Part,
): Promise<Part> {
  const known = new Set([...rolesInUse(soFar.files), ...heldArns(soFar.files)]);
  const used = rolesInUse(users.files).filter((arn) => !known.has(arn));
  const missing = [...new Set([...all.flatMap((one) => (one.kind === 'role' ? [one.arn] : [])), ...used])];
  if (missing.length === 0) return NOTHING;
  const details: JsonRecord = soFar.files.get(AUTHORIZATION_FILE) ?? {};
  return completeRoles(access, details, missing);
}

/** A policy that is there and was not listed hangs on no role: of it nothing has to be known but that it exists. */
async function confirmPolicies(access: Access, all: readonly Confirmable[]): Promise<Part> {
  const { policy } = iamOf(access);
  const answers = await mapTwice(
    4,
    all.filter(({ kind }) => kind === 'policy'),
    async ({ arn }) => ({ arn, answer: await policy(arn) }),
    ({ answer }) => failedForNow(answer),
  );
  const coverage = answers.flatMap(({ arn: resource, answer }): CoverageEntry[] => {
    const source = { source: GET_POLICY, region: 'global', resource };
    if (answer.kind === 'known') return [];
    if (answer.kind === 'absent') return [{ ...source, kind: 'known', why: ABSENT }];
    return [settled(coverageOf(source, answer))];
  });
  return { ...NOTHING, coverage };
}
