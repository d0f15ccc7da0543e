import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Tests that answer the same on every run: random ones begin with a fixed seed. Those that take long, or look for
 * hostile input, do not take part.
 */
export default defineConfig({
  test: {
    include: ['test/policy/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/policy/{hostile,managed,pattern-oracle}.test.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
  },
});
