import { SAGEMAKER_KINDS, sageMakerArnType } from '../../src/model/sagemaker-kinds.ts';
import { resourceTypesOf } from '../../src/policy/catalogue.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { AwsFault, type FakeCall } from './fake-aws.ts';
import { ACCOUNT, type FakeAccount, REGION, roleArn } from './fake-aws-account.ts';
import { operation } from './sdk-schema.ts';

/** True where the caller may do this to that. */
export type MayDo = (action: string, resource: string) => boolean;

/** What a caller with this policy alone may do. */
export function allowedBy(policy: object): MayDo {
  const access = identityAccess([parsePolicy(policy, 'auditor')]);
  return (action, resource) => evaluate(access, { action, resource, context: {} }).kind === 'allowed';
}

/** The words of a denial: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function denial(action: string, resource: string): string {
  const caller = `arn:aws:sts::${ACCOUNT}:assumed-role/auditor/audit`;
  return `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

const CODES: Readonly<Record<string, string>> = {
  iam: 'AccessDenied',
  sns: 'AuthorizationError',
  sts: 'AccessDenied',
};

/** Answers AccessDenied, in the way of the service, unless the caller may do it. */
export function refuseUnless(mayDo: MayDo, action: string, resource: string): void {
  if (mayDo(action, resource)) return;
  const code = CODES[action.slice(0, action.indexOf(':'))] ?? 'AccessDeniedException';
  throw new AwsFault(code, denial(action, resource), code === 'AccessDeniedException' ? 400 : 403);
}

/**
 * The ARN of what a call to one of the readers' services is about, as IAM compares it with the policy.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function resourceOf({ action, input }: FakeCall, { roles, sagemaker }: FakeAccount): string {
  if ((resourceTypesOf(action) ?? []).every(({ required }) => !required)) return '*';
  const [service, name = ''] = action.split(':');
  switch (service) {
    case 'states':
      return String(input.stateMachineArn ?? input.stateMachineAliasArn);
    case 'iam':
      return String(input.PolicyArn ?? roleArnOf(input.RoleName, roles));
    case 'sagemaker':
      return sageMakerArn(name, input, sagemaker?.resources ?? {});
    default:
      throw new Error(`nobody knows what \`${action}\` is about`);
  }
}

/** A call names a role by its name, a policy by its path as well. */
function roleArnOf(name: unknown, roles: FakeAccount['roles']): string {
  return roleArn(String(name), roles.find((role) => role.name === name)?.path);
}

type Resources = NonNullable<NonNullable<FakeAccount['sagemaker']>['resources']>;

/** The resource that the call would describe, by the ARN it has; IAM does not know whether there is one. */
function sageMakerArn(name: string, input: FakeCall['input'], resources: Resources): string {
  const place = `arn:aws:sagemaker:${REGION}:${ACCOUNT}`;
  const group = /^Get(\w+)Policy$/.exec(name)?.[1];
  if (group !== undefined) return `${place}:model-package-group/${input[`${group}Name`]}`;
  const kind = SAGEMAKER_KINDS.find(({ noun }) => name === `Describe${noun}`);
  if (kind === undefined) throw new Error(`nobody knows what \`${name}\` is about`);
  const { required } = operation(name);
  const asked = (resources[kind.noun] ?? []).find((record) =>
    required.every((key) => [record[key], record[kind.arn]].includes(input[key])),
  );
  return String(asked?.[kind.arn] ?? `${place}:${sageMakerArnType(kind)}/absent`);
}
