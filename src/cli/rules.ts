import type { Rule } from '../findings/rule.ts';
import { rules } from '../findings/rules/index.ts';
import { ruleStory } from '../publish/rule-story.ts';
import { noPositionals, oneOf, parseFlags } from './flags.ts';
import { type Io, UsageError } from './io.ts';
import { didYouMean } from './meant.ts';

/** `plumbline rules [ID] [--format json|text]`: the catalogue, or one rule of it. */
export async function rulesCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseFlags(args, { format: { type: 'string' } });
  const [id, ...others] = positionals;
  noPositionals(others);
  const format = oneOf('format', values.format ?? 'text', ['json', 'text']);
  const chosen = id === undefined ? rules : [ruleOf(id)];
  if (format === 'json') io.out(`${JSON.stringify(chosen.map(described), null, 2)}\n`);
  else io.out(id === undefined ? list(chosen) : chosen.map((rule) => ruleStory(rule, io)).join('\n'));
  return 0;
}

/** The rule of that id. Throws UsageError with what was probably meant. */
function ruleOf(id: string): Rule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule !== undefined) return rule;
  const ids = rules.map((known) => known.id);
  const instead = didYouMean(id, ids) ?? '`plumbline rules` lists them';
  throw new UsageError(`\`${id}\` is not a rule: ${instead}`);
}

/** The rule as JSON tells it. */
export function described({ check: _, ...rule }: Rule): Omit<Rule, 'check'> {
  return rule;
}

function list(chosen: readonly Rule[]): string {
  const width = Math.max(...chosen.map(({ id }) => id.length));
  return chosen
    .map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`)
    .join('');
}
