import { escapeLiteral } from '../../policy/pattern.ts';
import type { Call, Machine } from '../call.ts';
import { qualified } from '../function-arn.ts';
import type { Integration } from '../integration.ts';
import { stemOf, valueAt } from '../parameter.ts';
import { serviceIntegration } from '../service-integration.ts';
import type { Target } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html';

/** A function by name or ARN, with a version or alias in either or in a parameter of its own. */
export const lambda: readonly Integration[] = [
  serviceIntegration({
    resource: 'lambda:invoke',
    patterns: ['request-response', '.waitForTaskToken'],
    source: SOURCE,
    steps: [{ action: 'lambda:InvokeFunction', need: 'create', on: functions }],
  }),
];

/**
 * `my-function`, `123456789012:function:my-function` or a whole ARN, each with `:version` or `:alias` behind it.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
 */
const FUNCTION = /^((?:(?:arn:[\w-]+:lambda:[\w-]+:)?\d{12}:function:)?)([\w-]+)(?::([\w$-]*))?$/;

interface FunctionName {
  /** Without version or alias, as plain text. */
  readonly arn: string;
  readonly qualifier: string | undefined;
}

function functions(call: Call): readonly Target[] {
  const { machine } = call;
  const value = valueAt(call, 'FunctionName');
  const name = readFunction(stemOf(value) ?? '', machine);
  if (value.kind === 'prefix') return [startingWith(name, value.prefix, machine)];
  if (name === undefined || name.qualifier === '') return [anyFunction(machine)];
  const arn = escapeLiteral(name.arn);
  if (name.qualifier !== undefined) return [qualified(arn, escapeLiteral(name.qualifier))];
  const qualifier = valueAt(call, 'Qualifier');
  if (qualifier.kind === 'absent') return [qualified(arn, undefined)];
  const stem = stemOf(qualifier);
  const loose = [arn, `${arn}:*`] as const;
  if (stem === undefined || stem === '') return [{ exact: loose, loose, quantifier: 'some' }];
  return [qualified(arn, `${escapeLiteral(stem)}${qualifier.kind === 'prefix' ? '*' : ''}`)];
}

function readFunction(text: string, machine: Machine): FunctionName | undefined {
  const match = FUNCTION.exec(text);
  if (match === null) return undefined;
  const [, before = '', name = '', qualifier] = match;
  const { partition, region, accountId } = machine;
  const place = before.startsWith('arn:') ? '' : `arn:${partition}:lambda:${region}:`;
  const owner = before === '' ? `${accountId}:function:` : before;
  return { arn: `${place}${owner}${name}`, qualifier };
}

/** What begins with digits, or as an ARN does, may be the beginning of a name or of the account of an ARN. */
function startingWith(name: FunctionName | undefined, prefix: string, machine: Machine): Target {
  const open = /^\d/.test(prefix) && !prefix.includes(':function:');
  if (name === undefined || open || 'arn:'.startsWith(prefix)) return anyFunction(machine);
  const arn = escapeLiteral(name.arn);
  if (name.qualifier !== undefined) return qualified(arn, `${escapeLiteral(name.qualifier)}*`);
  return { exact: [`${arn}*`], loose: [`${arn}*`, '*'], quantifier: 'all' };
}

function anyFunction({ partition }: Machine): Target {
  const exact = `arn:${escapeLiteral(partition)}:lambda:*:*:function:*`;
  return { exact: [exact], loose: [exact, '*'], quantifier: 'some' };
}
