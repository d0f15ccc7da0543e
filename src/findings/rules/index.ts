import type { Rule } from '../rule.ts';
import * as registry from './registry.ts';

/** Every rule, in the order of the alphabet. */
export const rules: readonly Rule[] = Object.values<Rule>(registry).toSorted((left, right) =>
  left.id < right.id ? -1 : 1,
);
