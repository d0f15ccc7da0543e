import type { Canvas } from '../publish/format.ts';
import { paint, wrap } from '../publish/layout.ts';
import type { Manual } from './manual.ts';
import { manuals } from './manuals/index.ts';

/** The text of `plumbline --help`. */
export function generalHelp(canvas: Canvas): string {
  const commands = manuals.map(({ name, summary }) => [name, summary] as const);
  return sections(canvas, [
    ['', [wrap(PURPOSE, '', canvas)]],
    ['Usage', ['  plumbline <command> [options]']],
    ['Commands', table(commands, canvas)],
    ['More', table(MORE, canvas)],
    ['Without an AWS account', ['  plumbline audit --snapshot examples/account']],
  ]);
}

const PURPOSE =
  'Plumbline tells where Step Functions and SageMaker roles have drifted from what their definitions need.';

const MORE = [
  ['plumbline help <command>', 'options, exit codes and examples of a command; so does <command> --help'],
  ['plumbline --version', 'the version'],
] as const;

/** The text of `plumbline help <command>`. */
export function helpOf(
  { usage, summary, about, flags, exitCodes, examples }: Manual,
  canvas: Canvas,
): string {
  const flagRows = flags.map(({ flag, does }) => [flag, does] as const);
  const codeRows = exitCodes.map(([code, means]) => [String(code), means] as const);
  return sections(canvas, [
    ['', [wrap(sentence(summary), '', canvas)]],
    ['Usage', [wrap(`plumbline ${usage}`, '    ', canvas, '  ')]],
    ...about.map((text) => ['', [wrap(text, '', canvas)]] as const),
    ['Options', table(flagRows, canvas)],
    ['Exit codes', table(codeRows, canvas)],
    [
      'Examples',
      examples.flatMap(({ line, does }) => [wrap(`# ${does}`, '  # ', canvas, '  '), `  ${line}`]),
    ],
  ]);
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`;
}

/** Paragraphs, each under its title where it has one. */
function sections(
  canvas: Canvas,
  parts: readonly (readonly [title: string, lines: readonly string[]])[],
): string {
  const texts = parts.map(([title, lines]) =>
    [...(title === '' ? [] : [paint(canvas, 'bold', title)]), ...lines].join('\n'),
  );
  return `${texts.join('\n\n')}\n`;
}

/** Beside a longer name the text begins on the next line. */
const LONGEST_NAME = 26;
const NARROW = 64;

/** Two columns; on a narrow terminal one below the other. */
function table(rows: readonly (readonly [string, string])[], canvas: Canvas): readonly string[] {
  if (canvas.width < NARROW && rows.some(([name]) => name.length > 1))
    return rows.map(([name, text]) => `  ${name}\n${wrap(text, '      ', canvas)}`);
  const lengths = rows.map(([name]) => name.length).filter((length) => length <= LONGEST_NAME);
  const column = Math.max(0, ...lengths) + 4;
  return rows.map(([name, text]) => {
    const indent = ' '.repeat(column);
    const first = `  ${name}`.padEnd(column);
    return first.length > column
      ? `${first}\n${wrap(text, indent, canvas)}`
      : wrap(text, indent, canvas, first);
  });
}
