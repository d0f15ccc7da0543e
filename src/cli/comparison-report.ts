import { printable } from '../findings/printable.ts';
import type { Difference } from '../policy/differences.ts';
import type { PatternSet } from '../policy/statement-parts.ts';
import type { Verdict } from '../policy/verdict.ts';
import { requestText } from './request-text.ts';

/** What a comparison came to, for programs and for people. */
export interface ComparisonReport {
  readonly kind: Verdict['kind'];
  readonly answer: object;
  readonly text: string;
}

/** Whether there is a difference, with the first that was found. */
export function verdictReport(verdict: Verdict): ComparisonReport {
  return { kind: verdict.kind, answer: verdictAnswer(verdict), text: verdictText(verdict) };
}

/** All differences, for people in one paragraph each; one that is certain outweighs those that are not known. */
export function differencesReport(differences: readonly Difference[]): ComparisonReport {
  if (differences.length === 0) {
    const none = verdictReport({ kind: 'contained' });
    return { ...none, answer: { ...none.answer, differences } };
  }
  const kind = differences.some(({ verdict }) => verdict.kind === 'exceeds') ? 'exceeds' : 'unknown';
  const answers = differences.map(({ verdict, ...part }) => ({ ...part, ...verdictAnswer(verdict) }));
  return {
    kind,
    answer: { verdict: kind, differences: answers },
    text: differences.map(differenceText).join('\n'),
  };
}

/** A verdict for programs. */
export function verdictAnswer(verdict: Verdict): object {
  const { kind, ...rest } = verdict;
  return { verdict: kind, ...rest };
}

function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'contained':
      return 'contained: everything that is required is granted\n';
    case 'exceeds':
      return `exceeds: this request is required and not granted\n${requestText(verdict.witness)}${noteText(verdict.assumes)}`;
    case 'unknown':
      return `unknown: ${printable(verdict.why)}\n`;
  }
}

function noteText(assumes: 'segment-reading' | undefined): string {
  return assumes === undefined
    ? ''
    : '  note: it would be granted if wildcards took the colons between the parts of an ARN\n';
}

function differenceText({ policy, statement, sid, actions, resources, verdict }: Difference): string {
  const lines = [
    `statement ${sid ?? statement} of ${policy}`,
    `  ${patternsText('Action', actions)}`,
    `  ${patternsText('Resource', resources)}`,
  ];
  return `${lines.map((line) => `${printable(line)}\n`).join('')}${verdictText(verdict)}`;
}

function patternsText(element: 'Action' | 'Resource', { not, patterns }: PatternSet): string {
  return `${not ? 'Not' : ''}${element}: ${patterns.join(', ')}`;
}
