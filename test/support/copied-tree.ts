import { execFile } from 'node:child_process';
import { appendFile, copyFile, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A copy of the project, as a change to it would be made: a repository of its own, in which nothing is changed yet. */
export interface CopiedTree {
  readonly folder: string;
  /** Runs a program in the folder: what it writes, and whether it ended well. */
  readonly run: (
    program: string,
    ...args: readonly string[]
  ) => Promise<{ readonly ok: boolean; readonly text: string }>;
  /** `git status --porcelain`: each path that has changed, with how. */
  readonly changes: () => Promise<readonly string[]>;
  readonly remove: () => Promise<void>;
}

/** What git knows and what it would, with the packages that are installed here. */
export async function copyTree(): Promise<CopiedTree> {
  const root = process.cwd();
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'plumbline-copy-')));
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  for (const file of stdout.split('\0').filter((name) => name !== '')) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    // A file that was deleted is still known until the next commit.
    await copyFile(join(root, file), join(folder, file)).catch(unlessAbsent);
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const git = async (...args: readonly string[]) => (await run('git', args, { cwd: folder })).stdout;
  await git('init', '--quiet');
  // The pattern of a folder does not match a link to one.
  await appendFile(join(folder, '.git/info/exclude'), 'node_modules\n');
  await git('add', '--all');
  const author = ['-c', 'user.name=copy', '-c', 'user.email=copy@example.com', '-c', 'commit.gpgSign=false'];
  await git(...author, 'commit', '--quiet', '--no-verify', '--message', 'copy');
  return {
    folder,
    run: (program, ...args) =>
      run(program, args, { cwd: folder, env: environment() }).then(
        ({ stdout, stderr }) => ({ ok: true, text: stdout + stderr }),
        (error: { stdout?: string; stderr?: string }) => ({
          ok: false,
          text: `${error.stdout ?? ''}${error.stderr ?? ''}`,
        }),
      ),
    changes: async () =>
      (await git('status', '--porcelain', '--untracked-files=all')).split('\n').filter((line) => line !== ''),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** That of a person at a terminal: nothing of the tests that run around it. */
function environment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV|TEST|CI$|npm_)/.test(name),
  );
  return { ...Object.fromEntries(entries), NO_COLOR: '1' };
}

function unlessAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
