import { escapeLiteral } from '../../policy/pattern.ts';
import { type Call, regionalArn } from '../call.ts';
import type { Pattern } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { RULE_ACTIONS } from '../managed-rule.ts';
import { stemOf, valueAt } from '../parameter.ts';
import { type Step, serviceIntegration } from '../service-integration.ts';
import type { Target } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html';
const RULE = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';

const ALL: readonly Pattern[] = ['request-response', '.sync', '.waitForTaskToken'];

/** An execution of another state machine; the Serverless plugin grants what `.sync` needs to every pattern. */
export const states: readonly Integration[] = [
  serviceIntegration({
    resource: 'states:startExecution',
    patterns: ['request-response', '.sync', '.sync:2', '.waitForTaskToken'],
    source: SOURCE,
    steps: [
      { action: 'states:StartExecution', need: 'create', on: children },
      {
        action: 'states:DescribeExecution',
        need: 'poll',
        on: executions,
        neededIn: ['.sync'],
        grantedIn: ALL,
      },
      { action: 'states:StopExecution', need: 'cancel', on: executions, neededIn: ['.sync'], grantedIn: ALL },
      ...RULE_ACTIONS.map(
        (action): Step => ({
          action,
          need: 'event-rule',
          on: managedRule,
          neededIn: [],
          grantedIn: ['request-response', '.waitForTaskToken'],
          source: 'serverless',
        }),
      ),
    ],
    rule: RULE,
  }),
];

const MACHINE = /^arn:([^:]+):states:([^:]+):(\d{12}):stateMachine:([^:]+)(?::(.*))?$/s;

/** The machine that a task starts, as far as the definition tells it. */
interface Child {
  /** Partition, region and account as they stand in an ARN, with the colons between them. */
  readonly ofType: (type: string) => string;
  /** In policy syntax; with `*` where the name goes on at run time. */
  readonly name: string;
  readonly qualifier: string | undefined;
}

function childOf(call: Call): Child | undefined {
  const value = valueAt(call, 'StateMachineArn');
  const match = MACHINE.exec(stemOf(value) ?? '');
  if (match === null) return undefined;
  const [, partition = '', region = '', account = '', name = '', qualifier] = match;
  const open = value.kind === 'prefix' && qualifier === undefined;
  const place = escapeLiteral(`${partition}:states:${region}:${account}`);
  return {
    ofType: (type) => `arn:${place}:${type}`,
    name: `${escapeLiteral(name)}${open ? '*' : ''}`,
    qualifier,
  };
}

/**
 * A version or alias is authorized by the ARN of its machine; generators grant the ARN as it is written.
 * https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
function children(call: Call): readonly Target[] {
  const child = childOf(call);
  if (child === undefined) return [anyOf(call, 'stateMachine:*')];
  const exact = `${child.ofType('stateMachine')}:${child.name}`;
  const written = child.qualifier === undefined ? [] : [`${exact}:*`];
  const open = valueAt(call, 'StateMachineArn').kind === 'prefix' ? ['*'] : [];
  return [{ exact: [exact], loose: [exact, ...written, ...open], quantifier: 'all' }];
}

/** A name that is not given is made up by the run. Older generators grant `*`, CDK leaves out the colon. */
function executions(call: Call): readonly Target[] {
  const child = childOf(call);
  if (child === undefined) return [anyOf(call, 'execution:*')];
  const machine = `${child.ofType('execution')}:${child.name}`;
  const name = valueAt(call, 'Name');
  const stem = stemOf(name) || undefined;
  const ending = stem === undefined ? '*' : `${escapeLiteral(stem)}${name.kind === 'prefix' ? '*' : ''}`;
  return [
    {
      exact: [`${machine}:${ending}`],
      loose: [`${machine}${machine.endsWith('*') ? '' : '*'}`, '*'],
      quantifier: stem !== undefined || name.kind === 'absent' ? 'all' : 'some',
    },
  ];
}

function anyOf({ machine }: Call, resource: string): Target {
  const exact = `arn:${escapeLiteral(machine.partition)}:states:*:*:${resource}`;
  return { exact: [exact], loose: [exact, '*'], quantifier: 'some' };
}

function managedRule({ machine }: Call): readonly Target[] {
  const rule = regionalArn(machine, 'events', `rule/${RULE}`);
  return [{ exact: [rule], loose: [rule], quantifier: 'all' }];
}
