import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { INLINING } from '../src/tune-engine.ts';

test('the engine knows the flag that it is tuned with', () => {
  expect(execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })).toContain(`${INLINING} (`);
});
