import { expect, it } from 'vitest';

/** Imported within the tests, so that a module that cannot be loaded fails one. */
it.each([
  ['document', ['parsePolicy', 'parseTrustPolicy']],
  ['effective', ['identityAccess']],
  ['contains', ['contains', 'overlaps']],
  ['evaluate', ['evaluate']],
  ['pattern', ['escapeLiteral', 'intersectPatterns', 'patternContains']],
  ['catalogue', ['actionsMatching', 'resourceTypesOf']],
])('the room offers `%s.ts` with %j', async (name, functions) => {
  const loaded: object = await import(`../../src/policy/${name}.ts`);
  expect(Object.keys(loaded)).toEqual(expect.arrayContaining([...functions]));
});
