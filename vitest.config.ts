import { defineConfig } from 'vitest/config';
import ClosingLine from './test/support/closing-line.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
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
