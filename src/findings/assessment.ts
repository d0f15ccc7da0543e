import type { Gap } from '../model/coverage.ts';
import type { Finding } from './finding.ts';
import type { Picture } from './picture.ts';

/** All that the rules and the reads say of an account, whatever was asked about. */
export interface Assessment {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** Only where it was asked for. */
  readonly picture?: Picture;
}
