import { expect, test } from 'vitest';
import { nearestName } from '../../src/policy/nearest-name.ts';

const NAMES = ['describefilesystems', 'describevolumes', 'describebackups', 'tag'];

test.each([
  ['describefilesystem', 'describefilesystems'],
  ['describevolume', 'describevolumes'],
  ['descirbebackups', 'describebackups'],
  ['describesnapshots', undefined],
  ['tags', undefined],
  ['', undefined],
])('%s comes nearest to %s', (name, nearest) => {
  expect(nearestName(name, NAMES)).toBe(nearest);
});
