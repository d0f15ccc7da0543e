import { describe, expect, test } from 'vitest';
import type { Call } from '../../src/expected/call.ts';
import { type Forms, named } from '../../src/expected/target.ts';
import { walkDefinition } from '../../src/model/definition.ts';
import { definitionOf, MACHINE } from './support.ts';

const PLACE = 'arn:aws:lambda:us-east-1:111122223333';

function targetsOf(parameters: unknown, forms: Forms, template = 'function:{Name}') {
  const definition = definitionOf({ Resource: 'arn:aws:states:::x:y', Parameters: parameters });
  const [task] = walkDefinition(definition).tasks;
  if (task === undefined) throw new Error('the definition has one task');
  const call: Call = {
    task,
    integration: 'x:y',
    pattern: 'request-response',
    machine: MACHINE,
    pack: 'docs-2025',
  };
  return named(`arn:{partition}:lambda:{region}:{account}:${template}`, forms)(call);
}

const ANY = 'arn:aws:lambda:*:*:function:*';
const formatted = (text: string) => ({ 'Name.$': `States.Format('${text}{}', $.rest)` });

describe('a resource that a template names', () => {
  test.each([
    ['a name', { Name: 'f' }, `${PLACE}:function:f`, 'all'],
    ['the beginning of a name', formatted('f-'), `${PLACE}:function:f-*`, 'all'],
    ['an ARN', { Name: 'arn:aws:lambda:x:1:function:f' }, 'arn:aws:lambda:x:1:function:f', 'all'],
    [
      'an ARN up to the name',
      formatted('arn:aws:lambda:x:1:function:f'),
      'arn:aws:lambda:x:1:function:f*',
      'all',
    ],
    ['an ARN that ends before the name', formatted('arn:aws:lambda:x:1:function:'), ANY, 'some'],
    ['an ARN that ends in its type', formatted('arn:aws:lambda:x:1:func'), ANY, 'some'],
    ['an ARN that ends in its account', formatted('arn:aws:lambda:x:1'), ANY, 'some'],
    ['what may become an ARN', formatted('arn'), ANY, 'some'],
    ['an ARN without resource', { Name: 'arn:aws:lambda' }, ANY, 'some'],
    ['an empty text', { Name: '' }, ANY, 'some'],
    ['a number', { Name: 7 }, ANY, 'some'],
    ['a path', { 'Name.$': '$.name' }, ANY, 'some'],
    ['nothing', {}, ANY, 'some'],
  ] as const)('is read from %s', (_, parameters, resource, quantifier) => {
    expect(targetsOf(parameters, { mayBeArn: true })).toEqual([
      { exact: [resource], loose: [resource], quantifier },
    ]);
  });

  test('stays in the own region and account where no ARN can stand for it', () => {
    expect(targetsOf({ 'Name.$': '$.name' }, {})).toMatchObject([{ exact: [`${PLACE}:function:*`] }]);
  });

  test.each([
    [{ Name: 'f' }, [`${PLACE}:function:f`]],
    [formatted('f-'), [`${PLACE}:function:f-*`, '*']],
    [{ 'Name.$': '$.name' }, [ANY, '*']],
  ])('is granted as unknown only where a part of it is: %j', (parameters, loose) => {
    expect(targetsOf(parameters, { mayBeArn: true, unknown: ['*'] })).toMatchObject([{ loose }]);
  });

  test('is granted with its endings', () => {
    const loose = [`${PLACE}:function:f`, `${PLACE}:function:f:*`];
    expect(targetsOf({ Name: 'f' }, { endings: [':*'] })).toMatchObject([{ exact: [loose[0]], loose }]);
  });

  test('may have a template of its own where the parameter is absent', () => {
    const forms = { absent: 'arn:{partition}:lambda:{region}:{account}:function:default' };
    expect(targetsOf({}, forms)).toMatchObject([{ exact: [`${PLACE}:function:default`], quantifier: 'all' }]);
  });

  test('is one for each way to fill two lists', () => {
    const parameters = { A: [{ N: 'a' }, { N: 'b' }], B: [{ N: 'c' }, { N: 'd' }] };
    const resources = targetsOf(parameters, {}, '{A[].N}/{B[].N}').map(({ exact }) => exact[0]);
    expect(resources).toEqual(['a/c', 'a/d', 'b/c', 'b/d'].map((name) => `${PLACE}:${name}`));
  });
});
