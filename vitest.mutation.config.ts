import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that answer the same on every run: what only a random case would find does not count as found. */
export default defineConfig({
  test: {
    include: ['test/policy/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/policy/{conditions,hostile,laws}.test.ts'],
  },
});
