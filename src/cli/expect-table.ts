import type { Because, ExpectationGap } from '../expected/grant.ts';
import type { ExplainedStatement } from '../expected/policy-of.ts';
import { printable } from '../findings/printable.ts';
import type { ExpectReport } from './expect-report.ts';

/** The report for people: one block for each statement, then the roles that are passed, then the gaps. */
export function asTable(report: ExpectReport): string {
  const { stateMachine, bound, pack, statements, passedRoles, gaps } = report;
  const blocks = [
    [`\`${printable(stateMachine.name)}\`: what it ${BOUNDS[bound]} (${pack})`],
    ...(statements.length === 0 ? [['No permission']] : statements.map(statementBlock)),
    ...(passedRoles.length === 0
      ? []
      : [
          block(
            'Passed roles',
            passedRoles.map(({ roleArn, service, why }) => [roleArn, service, why.state]),
          ),
        ]),
    ...(gaps.length === 0 ? [] : [block('Gaps', gaps.map(gapRow))]),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const BOUNDS: Readonly<Record<ExpectReport['bound'], string>> = {
  required: 'needs',
  allowed: 'justifies at most',
};

function statementBlock(statement: ExplainedStatement): readonly string[] {
  const { sid, actions, resources, context, quantifier, needs, because } = statement;
  return block(sid, [
    ...labelled('allow', actions),
    ...labelled(quantifier === 'all' ? 'on' : 'on some of', resources),
    ...labelled(
      'if',
      Object.entries(context).map(([key, value]) => `${key} is ${value}`),
    ),
    ['for', needs.join(', ')],
    ...labelled('because', columns(because.map(becauseRow))),
  ]);
}

/** The label stands on the first line only. */
function labelled(label: string, values: readonly string[]): readonly (readonly string[])[] {
  return values.map((value, index) => [index === 0 ? label : '', value]);
}

function becauseRow({ state, integration, pattern, source, confidence }: Because): readonly string[] {
  return [state, integration, pattern, `source ${source}`, confidence];
}

function gapRow({ kind, path, why }: ExpectationGap): readonly string[] {
  return [kind, path, why];
}

function block(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return [title, ...columns(rows).map((line) => `  ${line}`)];
}

/** Pads each cell but the last of a row to the width of its column. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  const shown = rows.map((row) => row.map(printable));
  for (const row of shown)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return shown.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
