import type { Rule } from '../findings/rule.ts';
import type { Canvas } from './format.ts';
import { paint, severityLabel, wrap } from './layout.ts';

/** What a rule finds, why that matters and what to do. */
export function ruleStory(rule: Omit<Rule, 'check' | 'scrutiny'>, canvas: Canvas): string {
  const { id, severity, title, why, remedy, references } = rule;
  const label = severityLabel(canvas, severity).trimEnd();
  return storyOf(
    wrap(`${paint(canvas, 'bold', id)}  ${label} at worst`, '  ', canvas, ''),
    [
      ['What it finds', [wrap(title, '  ', canvas)]],
      ['Why it matters', [wrap(why, '  ', canvas)]],
      ['What to do', [wrap(remedy, '  ', canvas)]],
      ['References', references.map((url) => `  ${url}`)],
    ],
    canvas,
  );
}

/** A part of a story: a title, and lines that are laid out. */
export type Section = readonly [title: string, lines: readonly string[]];

/** The heading and the sections below it; one without lines is left out. */
export function storyOf(heading: string, sections: readonly Section[], canvas: Canvas): string {
  const told = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [paint(canvas, 'bold', title), ...lines].join('\n'));
  return `${[heading, ...told].join('\n\n')}\n`;
}
