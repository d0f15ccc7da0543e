import { readFileSync } from 'node:fs';
import { parse, type Tags } from 'yaml';
import { isRecord, type JsonRecord } from '../../src/model/json.ts';
import type { AccountJson, MachineJson, RoleJson } from './rule-cases.ts';
import { isMade, resolved, type StackFacts } from './stack-values.ts';

const NAME = 'plumbline-dev';

interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: JsonRecord;
}

interface Template {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Conditions?: JsonRecord;
  readonly Resources?: Readonly<Record<string, Resource>>;
}

/** The short forms that YAML has for functions of CloudFormation. */
const TAGS: Tags = [
  ...['Ref', 'GetAtt', 'Sub', 'Condition'].map((name) => ({
    tag: `!${name}`,
    resolve: (text: string) => ({ [longName(name)]: text }),
  })),
  ...['If', 'Equals', 'Not', 'And'].map((name) => ({
    tag: `!${name}`,
    collection: 'seq' as const,
    resolve: (list: { readonly toJSON: () => unknown }) => ({ [longName(name)]: list.toJSON() }),
  })),
];

function longName(name: string): string {
  return name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
}

function templateIn(file: string): Template {
  return parse(readFileSync(file, 'utf8'), { customTags: TAGS });
}

/** What somebody deploys with: parameters of the deployment by their names in `serverless.yml`. */
export type Params = Readonly<Record<string, string>>;

/** The files that `serverless.yml` puts together. */
function stackTemplates(): readonly Template[] {
  const { resources } = parse(readFileSync('serverless.yml', 'utf8'), { customTags: TAGS });
  return (resources as readonly string[]).map((include) =>
    templateIn(/^\$\{file\((.+)\)\}$/.exec(include)?.[1] ?? ''),
  );
}

/** The stack of `serverless.yml` as an account in which there is nothing else. */
export function deployedStack(params: Params): AccountJson {
  const { params: declared } = parse(readFileSync('serverless.yml', 'utf8'), { customTags: TAGS });
  const given: Params = { ...declared.default, ...params };
  const templates = stackTemplates();
  const parameters: Record<string, string> = {};
  for (const [name, { Default }] of templates.flatMap(({ Parameters = {} }) => Object.entries(Parameters)))
    parameters[name] = String(Default).replace(/^\$\{param:(\w+)\}$/, (_, key: string) => String(given[key]));
  return accountOf(templates, parameters);
}

/** A template that is deployed by itself, with its parameters. */
export function deployedTemplate(file: string, given: Params): AccountJson {
  const template = templateIn(file);
  const defaults = Object.entries(template.Parameters ?? {}).map(([name, { Default }]) => [
    name,
    String(Default),
  ]);
  return accountOf([template], { ...Object.fromEntries(defaults), ...given });
}

function accountOf(templates: readonly Template[], parameters: Params): AccountJson {
  const all = templates.flatMap(({ Resources = {} }) => Object.entries(Resources));
  const facts: StackFacts = {
    name: NAME,
    parameters,
    conditions: Object.assign({}, ...templates.map(({ Conditions = {} }) => Conditions)),
    types: Object.fromEntries(all.map(([id, { Type }]) => [id, Type])),
  };
  const ofType = (type: string) =>
    all
      .filter(([, { Type, Condition }]) => Type === type && isMade(Condition, facts))
      .map(([id, { Properties = {} }]) => ({ id, Properties: propertiesOf(Properties, facts) }));
  const policies = ofType('AWS::IAM::Policy').map(({ Properties }) => Properties);
  return {
    roles: ofType('AWS::IAM::Role').map(({ id, Properties }) =>
      roleOf(`${NAME}-${id}`, Properties, policies),
    ),
    machines: ofType('AWS::StepFunctions::StateMachine').map(({ Properties }) => machineOf(Properties)),
  };
}

function propertiesOf(properties: JsonRecord, facts: StackFacts): JsonRecord {
  const value = resolved(properties, facts);
  return isRecord(value) ? value : {};
}

/** `reference` is what a policy that is attached to the role calls it. */
function roleOf(reference: string, properties: JsonRecord, policies: readonly JsonRecord[]): RoleJson {
  const own = policies.filter(({ Roles }) => Array.isArray(Roles) && Roles.includes(reference));
  const { RoleName = reference, AssumeRolePolicyDocument } = properties;
  return {
    name: String(RoleName),
    trust: AssumeRolePolicyDocument as object,
    policies: Object.fromEntries(
      own.map(({ PolicyName, PolicyDocument }) => [String(PolicyName), PolicyDocument]),
    ),
  };
}

function machineOf({
  StateMachineName,
  StateMachineType,
  RoleArn,
  DefinitionString,
  ...more
}: JsonRecord): MachineJson {
  const { LoggingConfiguration, TracingConfiguration } = more;
  if (LoggingConfiguration !== undefined || TracingConfiguration !== undefined)
    throw new Error('logs and traces need more of the role: hand them over to the audit');
  return {
    name: String(StateMachineName),
    type: String(StateMachineType),
    role: String(RoleArn),
    definition: JSON.parse(String(DefinitionString)),
  };
}
