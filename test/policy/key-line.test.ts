import { expect, test } from 'vitest';
import { digitOf, keysIn } from '../../src/policy/key-line.ts';

test('an action has the keys of its set, and none where the line has no such set', () => {
  const line = [':Key aws:RequestTag/*', ' 0 01', `2${digitOf(1)}${digitOf(100)}`];
  const { names, ofAction } = keysIn('svc', line, ['both', 'one', 'lost']);
  expect([...names]).toEqual([
    ['svc:key', 'svc:Key'],
    ['aws:requesttag/*', 'aws:RequestTag/*'],
  ]);
  expect([...ofAction]).toEqual([
    ['both', ['svc:key', 'aws:requesttag/*']],
    ['one', ['svc:key']],
    ['lost', []],
  ]);
});
