import { describe, expect, test } from 'vitest';
import { generalHelp, helpOf } from '../../src/cli/help.ts';
import type { Manual } from '../../src/cli/manual.ts';
import { manuals } from '../../src/cli/manuals/index.ts';
import { columnsOf } from '../../src/publish/columns.ts';
import { formats } from '../../src/publish/formats/index.ts';
import { remedyForms } from '../../src/publish/remedy-forms/index.ts';
import { runCli } from '../support/run-cli.ts';

const PLAIN = { width: 100, color: false };
const EXAMPLES = manuals.flatMap((manual) => manual.examples.map(({ line }) => ({ manual, line })));
/** Examples that read an account of AWS. */
const LIVE = /^plumbline (collect|audit|explain)(?!.*--(snapshot|report|state) )/;

function argsOf(line: string): readonly string[] {
  const [program, ...args] = line.split(' ');
  expect(program).toBe('plumbline');
  return args;
}

describe('the help of a command', () => {
  test.each(manuals.map(({ name }) => [name]))('is the same however it is asked for: %s', async (name) => {
    const asked = [
      ['help', name],
      ['--help', name],
      [name, '--help'],
      [name, '-h'],
      [name, '--no-such-flag', '--help', 'x'],
    ];
    const runs = await Promise.all(asked.map((args) => runCli(...args)));
    expect(new Set(runs.map(({ out }) => out)).size).toBe(1);
    expect(runs[0]).toMatchObject({ code: 0, err: '' });
    expect(runs[0]?.out).toContain(`\nUsage\n  plumbline ${name} `);
  });

  test.each(manuals)('has options, exit codes and examples: $name', (manual) => {
    const text = helpOf(manual, PLAIN);
    for (const { flag } of manual.flags) expect(text).toContain(`\n  ${flag}`);
    for (const [code, means] of manual.exitCodes)
      expect(text).toContain(`\n  ${code}  ${means.slice(0, 60)}`);
    expect(manual.examples.length).toBeGreaterThan(0);
    for (const { line } of manual.examples) expect(text).toContain(`\n  ${line}\n`);
  });

  test('names every format of the registry', async () => {
    const { out } = await runCli('audit', '--help');
    const line = /--format F +(.*)/.exec(out)?.[1] ?? '';
    expect(line).toContain('text (default)');
    for (const { name } of formats) expect(line).toContain(name);
  });

  test.each(manuals.map((manual) => [manual]))(
    'names the flags that the command takes: $name',
    async (manual) => {
      const { err } = await runCli(manual.name, '--no-such-thing');
      const taken = /expected one of (.*)\n$/.exec(err)?.[1]?.split(', ') ?? [];
      expect(manual.flags.map(({ flag }) => flag.split(' ')[0]).toSorted()).toEqual(taken.toSorted());
    },
  );

  test('names every form of a remedy', async () => {
    const { out } = await runCli('explain', '--help');
    const names = remedyForms.map(({ name }) => name);
    expect(out.replace(/\s+/g, ' ')).toContain(` as ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`);
  });

  test('behind `--` an argument is a file, whatever its name', async () => {
    expect((await runCli('expect', '--', '-h')).err).toBe('plumbline expect: `-h` cannot be read\n');
  });

  test('of what is no command is refused', async () => {
    const { code, out, err } = await runCli('help', 'frob\u001b');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('`frob\\u{1b}` is not a command');
  });

  test.each([40, 64, 80, 120])('keeps to %i columns, but for words and examples', (width) => {
    const texts = [generalHelp, ...manuals.map((manual: Manual) => helpOf.bind(undefined, manual))];
    for (const render of texts) {
      const long = render({ width, color: false })
        .split('\n')
        .filter((line) => columnsOf(line) > width && /\S +\S/.test(line.trim()));
      expect(long.filter((line) => !/^ {2}plumbline /.test(line))).toEqual([]);
    }
  });
});

describe('an example', () => {
  test.each(EXAMPLES)('$line has flags of its command', ({ manual, line }) => {
    const values = new Map(
      manual.flags.map(({ flag }) => flag.split(' ')).map(([name, value]) => [name, value]),
    );
    const args = argsOf(line);
    for (const [index, arg] of args.entries()) {
      if (!arg.startsWith('--')) continue;
      expect([...values.keys()]).toContain(arg);
      expect(args[index + 1]?.startsWith('--') ?? true).toBe(values.get(arg) === undefined);
    }
  });

  test.each(EXAMPLES.filter(({ line }) => !LIVE.test(line)))(
    '$line works as it is written',
    async ({ manual, line }) => {
      const { code, out, err } = await runCli(...argsOf(line));
      expect(err).toBe('');
      expect(out).not.toBe('');
      expect(code).not.toBe(2);
      expect(manual.exitCodes.map(([known]) => known)).toContain(code);
    },
  );

  test('is one of a few only where it needs an account of AWS', () => {
    expect(EXAMPLES.filter(({ line }) => LIVE.test(line)).length).toBeLessThan(EXAMPLES.length / 3);
  });
});
