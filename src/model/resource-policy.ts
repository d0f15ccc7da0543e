import type { Read } from './read.ts';

/** A policy that hangs on a resource and says who else may use it. */
export interface ResourcePolicy {
  /** Of the resource. */
  readonly arn: string;
  readonly region: string;
  readonly type: 'LineageGroup' | 'ModelPackageGroup';
  readonly document: Read<unknown>;
}
