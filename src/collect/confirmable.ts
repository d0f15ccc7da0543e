import { parseArn } from '../model/arn.ts';
import { asArray, isRecord, type JsonRecord, own } from '../model/json.ts';
import {
  SAGEMAKER_KINDS,
  type SageMakerKind,
  sageMakerArnType,
  sageMakerFile,
} from '../model/sagemaker-kinds.ts';
import { AUTHORIZATION_FILE, STATE_MACHINES_FILE } from '../model/snapshot.ts';
import { textAt } from './authorization.ts';
import type { Account } from './reader.ts';

/** What can be asked for directly, by an ARN that was checked part by part. */
export type Confirmable =
  | { readonly kind: 'state-machine' | 'version'; readonly arn: string; readonly region: string }
  | { readonly kind: 'role'; readonly arn: string }
  | { readonly kind: 'policy'; readonly arn: string }
  | ConfirmableResource;

export interface ConfirmableResource {
  readonly kind: 'sagemaker';
  readonly arn: string;
  readonly region: string;
  readonly of: SageMakerKind;
  /** What the ARN has behind the type: the name, or what the name is unique in and the name. */
  readonly names: readonly string[];
}

const ACCOUNT = /^\d{12}$/;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
const MACHINE = /^stateMachine:[^\s\p{C}<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}(?<version>:[1-9]\d{0,8})?$/u;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_OR_POLICY = /^(role|policy)(\/[\w+=,.@-]{1,128}){1,60}$/;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html */
const RESOURCE = /^([a-z-]{1,64})((?:\/[\w.-]{1,256}){1,2})$/;

/** Nothing where the ARN is not one of the account and of a region that is read, or of nothing that can be asked for. */
export function confirmable(
  arn: string,
  { partition, accountId }: Account,
  regions: readonly string[],
): Confirmable | undefined {
  const parsed = parseArn(arn);
  if (parsed === undefined || parsed.partition !== partition) return undefined;
  if (parsed.accountId !== accountId || !ACCOUNT.test(accountId)) return undefined;
  const { service, region, resource } = parsed;
  if (service === 'iam' && region === '') {
    const [, kind] = ROLE_OR_POLICY.exec(resource) ?? [];
    return kind === 'role' || kind === 'policy' ? { kind, arn } : undefined;
  }
  if (!regions.includes(region)) return undefined;
  if (service === 'states') return machineOf(arn, region, resource);
  return service === 'sagemaker' ? resourceOf(arn, region, resource) : undefined;
}

/** Kinds whose names are unique within something else alone. */
const OF_TWO_NAMES: readonly string[] = ['Job', 'UserProfile'];

function machineOf(arn: string, region: string, resource: string): Confirmable | undefined {
  const machine = MACHINE.exec(resource);
  if (machine === null) return undefined;
  return { kind: machine.groups?.version === undefined ? 'state-machine' : 'version', arn, region };
}

function resourceOf(arn: string, region: string, resource: string): ConfirmableResource | undefined {
  const [, type, rest = ''] = RESOURCE.exec(resource) ?? [];
  const names = rest.split('/').slice(1);
  const of = SAGEMAKER_KINDS.find(
    (kind) => kind.describedAs === undefined && sageMakerArnType(kind) === type,
  );
  if (of === undefined) return undefined;
  // A package of a model has its group and number in its ARN, by which it is asked for as a whole.
  const isNamed = of.noun === 'ModelPackage' || names.length === (OF_TWO_NAMES.includes(of.noun) ? 2 : 1);
  return isNamed ? { kind: 'sagemaker', arn, region, of, names } : undefined;
}

/** The ARNs of all that the files hold, as `keyOf` spells them. */
export function heldArns(files: ReadonlyMap<string, JsonRecord>): ReadonlySet<string> {
  const held = new Set<string>();
  const hold = (file: JsonRecord, list: string, key: string): void => {
    for (const item of asArray(own(file, list)).filter(isRecord)) held.add(keyOf(textAt(item, key) ?? ''));
  };
  for (const [path, file] of files) for (const [list, key] of listsIn(path)) hold(file, list, key);
  return held;
}

/** The lists of a file that hold things with an ARN, and the key of it. */
function listsIn(path: string): readonly (readonly [list: string, key: string])[] {
  const belowRegion = path.slice(path.indexOf('/') + 1);
  if (path === AUTHORIZATION_FILE) return ['RoleDetailList', 'Policies'].map((list) => [list, 'Arn']);
  if (belowRegion === STATE_MACHINES_FILE)
    return ['stateMachines', 'versions'].map((list) => [list, 'stateMachineArn']);
  return SAGEMAKER_KINDS.filter((kind) => sageMakerFile(kind) === belowRegion).map(({ arn }) => [
    'items',
    arn,
  ]);
}

/**
 * The ARN as it can be compared: SageMaker spells one resource in lower case here and as it was named there.
 * https://github.com/boto/boto3/issues/4606
 */
export function keyOf(arn: string): string {
  return /^arn:[^:]+:sagemaker:/.test(arn) ? arn.toLowerCase() : arn;
}
