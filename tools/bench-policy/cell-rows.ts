import { differences } from '../../src/policy/differences.ts';
import { sidesOf } from '../../src/policy/sides.ts';
import { type Question, type Side, sideOf } from './question.ts';
import { FULL_ACCESS, templateSides } from './role-rows.ts';
import type { Corpus, Row } from './row.ts';

/** Rows that ask for all differences, not only for the first. */
export const cellRows: readonly Row[] = [
  {
    name: 'cells',
    title: 'all missing and excess cells of full access',
    targets: { p99: 5_000 },
    questions: cells,
  },
];

/** What the template needs and full access lacks, and what full access allows beyond the template. */
function* cells({ latest }: Corpus): Iterable<Question> {
  for (const policy of latest) {
    if (policy.name !== FULL_ACCESS) continue;
    const full = sideOf(policy);
    for (const template of templateSides()) yield bothWays(template, full);
  }
}

function bothWays(template: Side, full: Side): Question {
  return {
    title: `${template.name} and ${full.name}`,
    ready: () => {
      sidesOf(template.access, full.access, {});
    },
    ask: () => {
      differences(template.access, full.access);
      differences(full.access, template.access);
      return undefined;
    },
  };
}
