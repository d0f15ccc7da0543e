import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CLI } from '../tools/bundles.ts';
import { commandsOf, ELSEWHERE, scripts } from './support/documented-commands.ts';
import { readPages } from './support/markdown-pages.ts';
import { runCli } from './support/run-cli.ts';

const run = promisify(execFile);
const PAGES = readPages();
const SHELL = PAGES.map(({ path, blocks }) => ({
  path,
  blocks: blocks.flatMap(({ lang, text }) => (lang === 'sh' ? [text] : lang === 'yaml' ? stepsOf(text) : [])),
  printed: blocks.filter(({ lang }) => lang === 'text').flatMap(({ text }) => text.split('\n')),
})).filter(({ blocks }) => blocks.length > 0);

/** What the steps of a workflow run. */
function stepsOf(workflow: string): readonly string[] {
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps: readonly { run?: string }[] }> };
  return Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.run ?? []));
}

/** What is run, one after the other, in a folder with the files that the docs speak of. */
const RUN = /^(plumbline|cp -r|node -p|npm run --silent put-role-policy)\b/;
/** Reads an account: without credentials it gets as far as to ask for them. */
const READS_ACCOUNT = /^plumbline (audit|collect)\b(?!.* --snapshot )/;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plumbline-docs-'));
  await build({ ...CLI, outdir: join(root, 'dist') });
  await mkdir(join(root, 'bin'));
  await writeFile(join(root, 'bin/plumbline'), `#!/bin/sh\nexec node '${root}/dist/cli.js' "$@"\n`);
  await chmod(join(root, 'bin/plumbline'), 0o755);
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

/** The project as far as a reader's commands touch it, and a snapshot that was collected. */
async function folderFor(path: string): Promise<string> {
  const folder = join(root, path.replaceAll('/', '-'));
  await cp('examples', join(folder, 'examples'), { recursive: true });
  await cp('examples/account', join(folder, 'snapshot'), { recursive: true });
  for (const name of ['package.json', 'tools', 'src', 'node_modules'])
    await symlink(join(process.cwd(), name), join(folder, name));
  return folder;
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function runIn(folder: string, command: string): Promise<Ran> {
  const env = {
    PATH: `${join(root, 'bin')}:${process.env.PATH}`,
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
    NODE_NO_WARNINGS: '1',
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  };
  return run('bash', ['-c', command], { cwd: folder, env, maxBuffer: 2 ** 26 }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code), out: stdout, err: stderr }),
  );
}

/** What is wrong with the command, and what it printed. Drift is an answer, too. */
async function problemsOf(
  command: string,
  folder: string,
): Promise<{ readonly problems: readonly string[]; readonly out?: string }> {
  const elsewhere = ELSEWHERE.find((one) => one.command.test(command));
  if (elsewhere !== undefined) return { problems: elsewhere.problems(command) };
  if (!RUN.test(command)) return { problems: ['is neither run nor known to run elsewhere'] };
  const { code, out, err } = await runIn(folder, command);
  const isFine = READS_ACCOUNT.test(command) ? /the credentials do not work/.test(err) : code < 2;
  return { problems: isFine ? [] : [`ended with ${code}: ${err}`], out };
}

describe.each(SHELL)('the commands of $path', ({ path, blocks, printed }) => {
  test('run, or are known to run elsewhere, and print what stands beside them', async () => {
    const folder = await folderFor(path);
    const failed: string[] = [];
    let output = '';
    for (const command of blocks.flatMap(commandsOf)) {
      const { problems, out = '' } = await problemsOf(command, folder);
      failed.push(...problems.map((problem) => `\`${command}\` ${problem}`));
      output += out;
    }
    expect(failed).toEqual([]);
    // The transcript of the README has a test of its own.
    const expected = path === 'README.md' ? [] : printed;
    // Lines of a page may be a part of a line that is printed.
    expect(expected.filter((line) => !output.includes(line.trim()))).toEqual([]);
  }, 120_000);

  test('are read by a shell as they stand', async () => {
    await expect(run('bash', ['-n', '-c', blocks.join('\n')])).resolves.toMatchObject({ stderr: '' });
  });
});

describe('the docs', () => {
  test('keep their commands in blocks of their own kind, where they are found', () => {
    const blocks = PAGES.flatMap(({ path, blocks: all }) => all.map((block) => ({ path, ...block })));
    const hidden = blocks.filter(
      ({ lang, text }) => lang === '' && /^(npm|npx|plumbline|aws|git) [a-z]/m.test(text),
    );
    expect(hidden.map(({ path, text }) => `${path}: ${text}`)).toEqual([]);
  });

  test('know why each command that is not run is not, and no reason is left over', () => {
    const commands = SHELL.flatMap(({ blocks }) => blocks.flatMap(commandsOf));
    const unused = ELSEWHERE.filter(({ command }) => !commands.some((one) => command.test(one)));
    expect(unused.map(({ why }) => why)).toEqual([]);
  });

  test('name commands and options in their sentences that exist', async () => {
    const codes = new Set(PAGES.flatMap(({ inlineCode }) => inlineCode));
    const unknown = await Promise.all([...codes].map(unknownIn));
    expect(unknown.flat()).toEqual([]);
  });
});

describe('a command that does not exist', () => {
  test.each([
    ['frobnicate --all', 'is neither run nor known'],
    ['plumbline frobnicate', 'ended with 2'],
    ['plumbline audit --snapshot snapshot --frobnicate', 'ended with 2'],
    ['plumbline audit --frobnicate', 'ended with 2'],
    ['npm run bench:frobnicate', 'is no script'],
    ['npx vitest run test/frobnicate.test.ts', 'does not exist'],
    ['npx osls deploy --param="frobnicate=1"', 'is no parameter'],
    [`aws lambda invoke --payload '{"kind"}' answer.json`, 'is no JSON'],
    ['aws lambda invoke --function-name plumbline-prod-frobnicate answer.json', 'is no function'],
  ])('is noticed: %s', async (command, problem) => {
    const { problems } = await problemsOf(command, root);
    expect(problems.join()).toContain(problem);
  });
});

/** What of `plumbline audit --state DIR` or of `npm run generate` does not exist. */
async function unknownIn(code: string): Promise<readonly string[]> {
  if (code.startsWith('npm run ')) return scripts(code);
  const [, command] = /^plumbline ([a-z]+)/.exec(code) ?? [];
  if (command === undefined || command === 'help') return [];
  const { out: commands } = await runCli('--help');
  if (!commands.includes(`  ${command} `)) return [code];
  const { out: help } = await runCli(command, '--help');
  return (code.match(/--[a-z-]+/g) ?? []).filter((option) => !help.includes(option));
}
