import type { Manual } from '../manual.ts';
import { audit } from './audit.ts';
import { collect } from './collect.ts';
import { compare } from './compare.ts';
import { evaluate } from './evaluate.ts';
import { expect } from './expect.ts';
import { explain } from './explain.ts';
import { permissions } from './permissions.ts';
import { rules } from './rules.ts';

/** The commands, in the order in which people need them. */
export const manuals: readonly Manual[] = [
  audit,
  explain,
  collect,
  expect,
  compare,
  evaluate,
  rules,
  permissions,
];
