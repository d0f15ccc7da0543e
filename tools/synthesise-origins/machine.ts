import { asArray, asString, isRecord, type JsonRecord, own } from '../../src/model/json.ts';
import { type Resources, resolve } from './resolve.ts';

/** A state machine and its role as a template deploys them. */
interface Deployed {
  readonly machine: JsonRecord;
  readonly definition: unknown;
  readonly policies: readonly unknown[];
  readonly managedPolicies?: readonly unknown[];
}

/** Reads the state machine with the logical id, and every policy of its role, out of a template. */
export function deployed(template: unknown, id: string): Deployed {
  const resources = resourcesOf(template);
  const properties = propertiesOf(id, resources);
  const text = resolve(own(properties, 'DefinitionString'), resources);
  const roleId = idOf(own(properties, 'RoleArn'));
  const managed = roleId === undefined ? [] : managedPoliciesOf(roleId, resources);
  return {
    machine: machineOf(properties, resources),
    definition: JSON.parse(asString(text) ?? 'null'),
    policies: roleId === undefined ? [] : policiesOf(roleId, resources),
    ...(managed.length === 0 ? {} : { managedPolicies: managed }),
  };
}

function machineOf(properties: JsonRecord, resources: Resources): JsonRecord {
  const parts = ['TracingConfiguration', 'LoggingConfiguration', 'EncryptionConfiguration'];
  return Object.fromEntries([
    ['type', own(properties, 'StateMachineType') ?? 'STANDARD'],
    ...parts.flatMap((key) => {
      const value = own(properties, key);
      return value === undefined ? [] : [[firstLower(key), lowerKeys(resolve(value, resources))]];
    }),
  ]);
}

/** Every policy of its own that a role has: inline, attached from beside, and managed by the customer. */
function policiesOf(roleId: string, resources: Resources): readonly unknown[] {
  const inline = asArray(own(propertiesOf(roleId, resources), 'Policies'));
  const attached = Object.keys(resources).flatMap((id) => {
    const isPolicy = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(String(resources[id]?.Type));
    const properties = isPolicy ? propertiesOf(id, resources) : {};
    return asArray(own(properties, 'Roles')).some((role) => idOf(role) === roleId) ? [properties] : [];
  });
  return [...inline, ...attached].map((policy) =>
    resolve(isRecord(policy) ? own(policy, 'PolicyDocument') : undefined, resources),
  );
}

function managedPoliciesOf(roleId: string, resources: Resources): readonly unknown[] {
  return asArray(resolve(own(propertiesOf(roleId, resources), 'ManagedPolicyArns') ?? [], resources));
}

function resourcesOf(template: unknown): Resources {
  const resources = isRecord(template) ? own(template, 'Resources') : undefined;
  if (!isRecord(resources)) throw new Error('the template has no resources');
  return Object.fromEntries(
    Object.entries(resources).flatMap(([id, resource]) => (isRecord(resource) ? [[id, resource]] : [])),
  );
}

function propertiesOf(id: string, resources: Resources): JsonRecord {
  const properties = resources[id]?.Properties;
  if (!isRecord(properties)) throw new Error(`the template has no properties of ${id}`);
  return properties;
}

/** The logical id that `Ref` or `Fn::GetAtt` names. */
function idOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  return asString(own(value, 'Ref')) ?? asString(asArray(own(value, 'Fn::GetAtt'))[0]);
}

/** `LogGroupArn` → `logGroupArn`: templates and the API of Step Functions differ in their first letters. */
function lowerKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerKeys);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [firstLower(key), lowerKeys(item)]));
}

function firstLower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
