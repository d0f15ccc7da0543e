import { isRecord } from '../../src/model/json.ts';
import { ACCOUNT } from './rule-cases.ts';

const REGION = 'us-east-1';

/** What CloudFormation knows when it makes a stack. */
export interface StackFacts {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  /** Types by logical id. */
  readonly types: Readonly<Record<string, string>>;
}

/**
 * The value that CloudFormation makes of a part of a template; undefined where it leaves it out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolved(part: unknown, facts: StackFacts): unknown {
  if (Array.isArray(part))
    return part.map((item) => resolved(item, facts)).filter((value) => value !== undefined);
  if (!isRecord(part)) return part;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(part);
  const intrinsic = others.length === 0 ? INTRINSICS[name] : undefined;
  if (intrinsic !== undefined) return intrinsic(argument, facts);
  const entries = Object.entries(part).map(([key, value]) => [key, resolved(value, facts)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** True where a thing with this condition is made. */
export function isMade(condition: unknown, facts: StackFacts): boolean {
  if (typeof condition !== 'string') return condition === undefined;
  if (!(condition in facts.conditions)) throw new Error(`no condition is named \`${condition}\``);
  return resolved(facts.conditions[condition], facts) === true;
}

type Intrinsic = (argument: unknown, facts: StackFacts) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (id, facts) => reference(String(id), facts),
  Condition: (name, facts) => isMade(name, facts),
  'Fn::GetAtt': (path, facts) => attribute(String(path), facts),
  'Fn::Sub': (text, facts) =>
    String(text).replace(/\$\{([\w.:]+)\}/g, (_, id: string) =>
      String(id.includes('.') ? attribute(id, facts) : reference(id, facts)),
    ),
  'Fn::If': (parts, facts) => {
    const [name, yes, no] = parts as readonly unknown[];
    return resolved(isMade(name, facts) ? yes : no, facts);
  },
  'Fn::Equals': (parts, facts) => {
    const [left, right] = resolved(parts, facts) as readonly unknown[];
    return left === right;
  },
  'Fn::Not': (parts, facts) => (resolved(parts, facts) as readonly unknown[])[0] !== true,
  'Fn::And': (parts, facts) => (resolved(parts, facts) as readonly unknown[]).every(Boolean),
};

function reference(id: string, facts: StackFacts): string | undefined {
  const pseudo: Readonly<Record<string, string | undefined>> = {
    'AWS::AccountId': ACCOUNT,
    'AWS::NoValue': undefined,
    'AWS::Partition': 'aws',
    'AWS::Region': REGION,
    'AWS::StackName': facts.name,
  };
  if (id in pseudo) return pseudo[id];
  if (id in facts.parameters) return facts.parameters[id];
  const { name, arn } = physical(id, facts);
  return /::(Topic|StateMachine)$/.test(facts.types[id] ?? '') ? arn : name;
}

function attribute(path: string, facts: StackFacts): string {
  const [id = '', key] = path.split('.');
  const { name, arn } = physical(id, facts);
  if (key === 'Arn') return arn;
  if (key === 'Name') return name;
  throw new Error(`nobody knows \`${path}\``);
}

/** The name and the ARN of what is made; the packager makes the functions, and their log groups. */
function physical(
  id: string,
  { name: stack, types }: StackFacts,
): { readonly name: string; readonly arn: string } {
  const [, part = '', made = ''] = /^(\w+?)(LambdaFunction|LogGroup)$/.exec(id) ?? [];
  const name = part === '' ? `${stack}-${id}` : `${stack}-${part.toLowerCase()}`;
  const here = `${REGION}:${ACCOUNT}`;
  const type = made === '' ? (types[id] ?? '') : made;
  const arns: Readonly<Record<string, string>> = {
    LambdaFunction: `arn:aws:lambda:${here}:function:${name}`,
    LogGroup: `arn:aws:logs:${here}:log-group:/aws/lambda/${name}:*`,
    'AWS::Events::EventBus': `arn:aws:events:${here}:event-bus/${name}`,
    'AWS::IAM::Role': `arn:aws:iam::${ACCOUNT}:role/${name}`,
    'AWS::KMS::Key': `arn:aws:kms:${here}:key/${name}`,
    'AWS::S3::Bucket': `arn:aws:s3:::${name.toLowerCase()}`,
    'AWS::SNS::Topic': `arn:aws:sns:${here}:${name}`,
    'AWS::SQS::Queue': `arn:aws:sqs:${here}:${name}`,
    'AWS::StepFunctions::StateMachine': `arn:aws:states:${here}:stateMachine:${stack}-organization`,
  };
  const arn = arns[type];
  if (arn === undefined) throw new Error(`nobody knows what \`${id}\` is: ${type}`);
  return { name: type === 'AWS::S3::Bucket' ? name.toLowerCase() : name, arn };
}
