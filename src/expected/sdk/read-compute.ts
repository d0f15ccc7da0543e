import { parseArn } from '../../model/arn.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import { regionalArn } from '../call.ts';
import { stemOf } from '../parameter.ts';
import { arnIn, each, place, type Reader } from './reader.ts';
import { valuesOf } from './request.ts';
import { ANY_RESOURCE, fillingOf, known, someOf } from './template.ts';

/**
 * `name`, `name:qualifier`, `account:function:name` or an ARN.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export const lambdaFunction: Reader = each(
  ['functionname', 'functionarn', 'resource'],
  (value, { call, request }) => {
    const stem = stemOf(value);
    if (stem === undefined) return someOf([`${place(call, 'lambda')}function:*`]);
    const [, account, name] = /^(?:(\d{12}):)?(?:function:)?([^:]+(?::[^:]+)?)$/.exec(stem) ?? [];
    if (parseArn(stem) === undefined && name === undefined) return ANY_RESOURCE;
    const machine = { ...call.machine, accountId: account ?? call.machine.accountId };
    const end = value.kind === 'prefix' ? '*' : '';
    const written =
      name === undefined
        ? `${escapeLiteral(stem)}${end}`
        : regionalArn(machine, 'lambda', `function:${escapeLiteral(name)}${end}`);
    const [qualifier] = valuesOf(request, ['qualifier']).map(fillingOf);
    return known(qualifier === undefined ? [written] : [`${written}:${qualifier}`, written], [
      `${written}:*`,
    ]);
  },
);

/**
 * `family`, `family:revision` or an ARN.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const taskDefinition: Reader = each(['taskdefinition'], (value, { call }) => {
  const arn = arnIn(value);
  if (arn !== undefined) return arn;
  const filling = fillingOf(value);
  if (filling === undefined) return someOf([`${place(call, 'ecs')}task-definition/*`]);
  const pattern = regionalArn(call.machine, 'ecs', `task-definition/${filling}`);
  if (value.kind === 'prefix' || filling.includes(':')) return known([pattern]);
  return { ...known([`${pattern}:*`], [pattern]), quantifier: 'some' };
});

/**
 * A version or an alias may be authorized as its machine.
 * https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
export const stateMachine: Reader = each(['statemachinearn', 'resourcearn', 'name'], (value, { call }) => {
  const arn = arnIn(value);
  const filling = fillingOf(value);
  if (arn === undefined) {
    const own = filling !== undefined && !filling.includes(':') ? filling : undefined;
    if (own === undefined) return someOf([`${place(call, 'states')}stateMachine:*`]);
    return known([regionalArn(call.machine, 'states', `stateMachine:${own}`)]);
  }
  const [, whole = ''] = /^((?:[^:]*:){6}[^:]+):[^:]+$/.exec(filling ?? '') ?? [];
  return whole === '' ? arn : known([...arn.exact, whole]);
});

/** Roles, users and groups may have a path, which their names do not tell. */
export function withPath(type: string, names: readonly string[]): Reader {
  return each(names, (value, { call }) => {
    const arn = arnIn(value);
    if (arn !== undefined) return arn;
    const name = fillingOf(value) ?? '*';
    const start = `arn:${escapeLiteral(call.machine.partition)}:iam::${escapeLiteral(call.machine.accountId)}:${type}/`;
    return { ...known([`${start}${name}`, `${start}*/${name}`]), quantifier: 'some' };
  });
}

/**
 * A schedule without a group is in the default one.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-group.html
 */
export const schedule: Reader = (asked) => {
  const [name] = valuesOf(asked.request, ['name']);
  if (name === undefined) return undefined;
  const [written] = valuesOf(asked.request, ['groupname']);
  const group = written === undefined ? 'default' : fillingOf(written);
  const within = (rest: string): string =>
    regionalArn(asked.call.machine, 'scheduler', `schedule/${group ?? '*'}/${rest}`);
  const filling = fillingOf(name);
  if (group === undefined || filling === undefined) return [someOf([within(filling ?? '*')])];
  // serverless-step-functions grants the whole group.
  return [known([within(filling)], [within('*')])];
};
