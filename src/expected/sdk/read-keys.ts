import { parseArn } from '../../model/arn.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import { regionalArn } from '../call.ts';
import { stemOf } from '../parameter.ts';
import { arnIn, each, literalOf, place, type Reader } from './reader.ts';
import { fillingOf, known, someOf } from './template.ts';

/**
 * An alias, or an ARN of one, does not tell its key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 */
export const key: Reader = (asked) => {
  const { service, action, call } = asked;
  const side = action.endsWith('ReEncryptTo')
    ? ['destinationkeyid']
    : ['keyid', 'sourcekeyid', 'targetkeyid'];
  return each(side, (value) => {
    const stem = stemOf(value);
    if (stem !== undefined && parseArn(stem)?.resource.startsWith('key/'))
      return known([fillingOf(value) ?? '*']);
    if (literalOf(value) !== undefined && /^(mrk-)?[0-9a-f-]{32,36}$/.test(stem ?? ''))
      return known([regionalArn(call.machine, service, `key/${stem}`)]);
    return someOf([`${place(call, service)}key/*`]);
  })(asked);
};

/**
 * The ARN ends in six characters that a name does not tell.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export const secret: Reader = each(['secretid', 'name', 'secretidlist'], (value, { call }) => {
  const filling = fillingOf(value);
  if (filling === undefined) return someOf([`${place(call, 'secretsmanager')}secret:*`]);
  const arn = arnIn(value);
  const base = arn === undefined ? regionalArn(call.machine, 'secretsmanager', `secret:${filling}`) : filling;
  if (value.kind === 'prefix') return known([base]);
  const exact = `${base}-??????`;
  const loose = [exact, `${base}-*`, `${base}*`, base];
  return { exact: arn === undefined ? [exact] : [base, exact], loose: [exact, ...loose], quantifier: 'some' };
});

/**
 * The name without its first slash, and without the version or label.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
export const parameter: Reader = each(['name', 'path'], (value, { call, api }) => {
  const arn = arnIn(value);
  if (arn !== undefined) return arn;
  const stem = stemOf(value);
  if (stem === undefined) return someOf([`${place(call, 'ssm')}parameter/*`]);
  const [name = ''] = stem.replace(/^\//, '').split(':');
  const end = value.kind === 'prefix' ? '*' : '';
  const of = (accountId: string, tail: string): string =>
    regionalArn({ ...call.machine, accountId }, 'ssm', `parameter/${escapeLiteral(name)}${tail}`);
  if (api.toLowerCase() === 'getparametersbypath')
    return { ...known([of(call.machine.accountId, '*'), of('', '*')]), quantifier: 'some' };
  return known([of(call.machine.accountId, end), of('', end)]);
});
