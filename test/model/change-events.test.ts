import { describe, expect, test } from 'vitest';
import { CHANGE_EVENTS } from '../../src/model/change-events.ts';
import { actionNamed } from '../../src/policy/catalogue.ts';
import { type Field, OPERATIONS } from '../support/sdk-schema.ts';

/** Whether a role is named anywhere in the request; a structure inside itself is walked once. */
function carriesRole(fields: readonly Field[], above: readonly string[] = []): boolean {
  return fields.some(({ name, fields: below }) =>
    below === undefined
      ? /(Role|RoleArn|RoleARN|RoleArns)$/.test(name)
      : !above.includes(name) && carriesRole(below(), [...above, name]),
  );
}

describe('the calls that change a role or what it is for', () => {
  test('are of SageMaker all that create or update something with a role', () => {
    const calls = [...OPERATIONS.values()].filter(
      ({ name, input }) => /^(Create|Update)/.test(name) && carriesRole(input),
    );
    expect(CHANGE_EVENTS['sagemaker.amazonaws.com']?.toSorted()).toEqual(
      calls.map(({ name }) => name).toSorted(),
    );
  });

  test.each(Object.entries(CHANGE_EVENTS))(
    'are of %s actions that the catalogue knows, once each',
    (source, names) => {
      const service = source.replace('.amazonaws.com', '');
      const unknown = names.filter(
        (name) => actionNamed(`${service}:${name}`)?.name !== `${service}:${name}`,
      );
      expect(unknown).toEqual([]);
      expect(names).toEqual([...new Set(names)]);
    },
  );

  test('have names that tell the service, so that one pattern can hold them all', () => {
    const names = Object.values(CHANGE_EVENTS).flat();
    expect(names).toEqual([...new Set(names)]);
  });
});
