import { defineConfig } from 'vitest/config';
import ClosingLine from './test/support/closing-line.ts';

const ALL = 'test/**/*.test.ts';
/**
 * What replaces a module or a client of the SDK, which no other file may meet; what starts programs of its own; and the two
 * that run longest, which take twice as long where other files have been.
 */
const APART = [
  'test/findings/trials.test.ts',
  'test/{handlers,integration}/**/*.test.ts',
  'test/policy/hostile.test.ts',
  'test/publish/hostile-names.test.ts',
  'test/reconcile/simulation.test.ts',
  'test/state/folder-races.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      // The modules and their tables are read once, not for each file: that is half of the time.
      {
        extends: true,
        test: {
          name: 'together',
          include: [ALL],
          exclude: APART,
          isolate: false,
          setupFiles: ['test/support/put-back.ts'],
        },
      },
      { extends: true, test: { name: 'apart', include: APART } },
    ],
    reporters: ['default', new ClosingLine()],
    // By default one core is left free; on a machine with two that is half of it.
    maxWorkers: 2,
    testTimeout: 30_000,
    coverage: {
      // The run of all tests is the one that counts.
      enabled: process.env.CI === 'true',
      provider: 'v8',
      include: ['src/{model,policy,expected,findings}/**/*.ts', 'src/audit.ts'],
      // The closing line stays the last; `npm run check:tests` shows the summary.
      reporter: [],
      thresholds: {
        lines: 95,
        branches: 90,
        'src/policy/**/*.ts': { lines: 100, branches: 100 },
      },
    },
  },
});
