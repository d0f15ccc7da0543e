import type { Task } from '../model/definition.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { Call } from './call.ts';
import { qualified } from './function-arn.ts';
import type { Expectation } from './grant.ts';
import { serviceIntegration } from './service-integration.ts';
import type { Target } from './target.ts';
import { unreadableFunction } from './unsupported.ts';

/** `{}` stands for a placeholder. */
const FUNCTION = /^(arn:[\w{}-]+:lambda:[\w{}-]+:[\w{}]+:function:[\w{}-]+)(?::([\w${}-]+))?$/;

/**
 * A task whose `Resource` is a function's own ARN, with or without version or alias. A placeholder in a definition
 * that is not deployed yet may stand for anything.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export function functionCall(task: Task, { machine, pack }: Pick<Call, 'machine' | 'pack'>): Expectation {
  const target = functionTarget(task.resource);
  if (target === undefined) return unreadableFunction(task, machine);
  const { resource: integration, grants } = serviceIntegration({
    resource: 'lambda:function',
    patterns: ['request-response'],
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html',
    steps: [{ action: 'lambda:InvokeFunction', need: 'create', on: () => [target] }],
  });
  const call: Call = { task, integration, pattern: 'request-response', machine, pack };
  return { grants: grants(call), passedRoles: [], delegations: [], roleUses: [], objections: [], gaps: [] };
}

function functionTarget(resource: string): Target | undefined {
  const match = FUNCTION.exec(resource.replace(/\$\{[^{}]*\}/g, '{}'));
  if (match === null) return undefined;
  const [, arn = '', qualifier] = match;
  return qualified(
    globOf(arn),
    qualifier === undefined ? undefined : globOf(qualifier),
    resource.includes('{') ? 'some' : 'all',
  );
}

function globOf(text: string): string {
  return escapeLiteral(text).replaceAll('{}', '*');
}
