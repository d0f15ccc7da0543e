import { asString, isRecord, type JsonRecord, own } from '../../src/model/json.ts';
import { attributeOf, nameOf, refOf } from './resources.ts';

/** The resources of a template by logical id. */
export type Resources = Readonly<Record<string, JsonRecord>>;

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': '111122223333',
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'origin',
};

/** A value of a template as it is once deployed; an intrinsic function that is not known is an error. */
export function resolve(value: unknown, resources: Resources): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, resources));
  if (!isRecord(value)) return value;
  const [key, ...others] = Object.keys(value);
  if (key !== undefined && others.length === 0 && (key === 'Ref' || key.startsWith('Fn::')))
    return intrinsic(key, own(value, key), resources);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item, resources)]));
}

function intrinsic(name: string, argument: unknown, resources: Resources): unknown {
  if (name === 'Ref') return reference(textOf(argument), resources);
  if (name === 'Fn::GetAtt') return attribute(argument, resources);
  if (name === 'Fn::Sub') return substitute(argument, resources);
  const values = resolve(argument, resources);
  const [first, second] = Array.isArray(values) ? (values as readonly unknown[]) : [];
  if (name === 'Fn::Join' && Array.isArray(second)) return second.map(textOf).join(textOf(first));
  if (name === 'Fn::Select' && Array.isArray(second)) return second[Number(first)];
  if (name === 'Fn::Split') return textOf(second).split(textOf(first));
  throw new Error(`${name} of ${JSON.stringify(argument)} is not known`);
}

function reference(id: string, resources: Resources): string {
  return PSEUDO[id] ?? refOf(typeOf(id, resources), physicalName(id, resources));
}

function attribute(argument: unknown, resources: Resources): string {
  const [id = '', ...rest] = Array.isArray(argument) ? argument.map(textOf) : textOf(argument).split('.');
  return attributeOf(typeOf(id, resources), physicalName(id, resources), rest.join('.'));
}

function substitute(argument: unknown, resources: Resources): string {
  const [template, given] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument, {}];
  const variables = isRecord(given) ? given : {};
  return textOf(template).replace(/\$\{([^!}][^}]*)\}/g, (_, name: string) => {
    const variable = own(variables, name);
    if (variable !== undefined) return textOf(resolve(variable, resources));
    return name in PSEUDO || !name.includes('.') ? reference(name, resources) : attribute(name, resources);
  });
}

/** The name that the template gives, or one made of the logical id. */
function physicalName(id: string, resources: Resources): string {
  const properties = resources[id]?.Properties;
  if (!isRecord(properties)) return nameOf(id);
  const named = [
    'Name',
    'StateMachineName',
    'FunctionName',
    'RoleName',
    'TopicName',
    'QueueName',
    'TableName',
    'Family',
  ];
  const given = named.map((key) => asString(own(properties, key))).find((name) => name !== undefined);
  return given ?? nameOf(id);
}

function typeOf(id: string, resources: Resources): string {
  const type = asString(resources[id]?.Type);
  if (type === undefined) throw new Error(`the template has no resource ${id}`);
  return type;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Error(`${JSON.stringify(value)} is no text`);
  return String(value);
}
