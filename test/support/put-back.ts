import { afterAll, vi } from 'vitest';

/** What a file has replaced is put back: the next one meets the same process. */
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
