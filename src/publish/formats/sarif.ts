import type { Format } from '../format.ts';
import { type FileLimits, fittedLog } from '../sarif/fitted.ts';

/**
 * GitHub shows 5,000 results of a run, and takes a file of 10 MB after gzip.
 * https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
 */
const CODE_SCANNING: FileLimits = { results: 5_000, bytes: 10_000_000 };

/** SARIF 2.1.0, for GitHub code scanning and for what else reads results of analysers. */
export const sarif: Format = {
  name: 'sarif',
  render: (report) => fittedLog(report, CODE_SCANNING),
};
