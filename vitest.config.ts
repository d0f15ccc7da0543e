import { defineConfig } from 'vitest/config';
import ClosingLine from './test/support/closing-line.ts';

const CORE = 'test/{model,policy,expected,findings}/**/*.test.ts';
const ALL = 'test/**/*.test.ts';

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      // What is pure leaves nothing behind for the next file, and its tables are read once.
      { extends: true, test: { name: 'core', include: [CORE], isolate: false } },
      { extends: true, test: { name: 'shell', include: [ALL], exclude: [CORE] } },
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
      reporter: ['text-summary'],
      thresholds: {
        lines: 95,
        branches: 90,
        'src/policy/**/*.ts': { lines: 100, branches: 100 },
      },
    },
  },
});
