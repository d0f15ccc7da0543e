import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A command that the tests of the docs do not run, and what shows all the same that it is one. */
interface Elsewhere {
  readonly command: RegExp;
  readonly why: string;
  /** What is wrong with it. */
  readonly problems: (command: string) => readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const deployment = readFileSync('serverless.yml', 'utf8');

/** Every command of the docs that is not run stands here. A new one is run, or gets a line with its reason. */
export const ELSEWHERE: readonly Elsewhere[] = [
  { command: /^npm ci$/, why: 'CI begins with it', problems: () => missing(['package-lock.json']) },
  { command: /^npm (start|test)$/, why: 'CI runs it', problems: scripts },
  {
    command: /^npm install -g \.$/,
    why: 'changes the machine; CI installs the package',
    problems: () => missing(['tools/build.ts']),
  },
  {
    command: /^npm run (bench|mutation|nodes|test:nightly|newcomer|check)\b/,
    why: 'takes minutes',
    problems: scripts,
  },
  {
    command: /^([A-Z_]+=\S+ )?npx vitest run /,
    why: 'runs with all tests',
    problems: (command) => missing(command.match(/\btest\/\S+/g) ?? []),
  },
  {
    command: /^npx osls (deploy|remove) /,
    why: 'needs an account; CI packages the stack',
    problems: parameters,
  },
  {
    command: /^(aws |\w+\(\) \{ aws |\w+=\$\(out |while )/,
    why: 'needs an account and the AWS CLI',
    problems: awsArguments,
  },
];

/** One command for each line, without comments; a line that ends in a backslash goes on in the next one, and a loop in all of its own. */
export function commandsOf(block: string): readonly string[] {
  return block
    .replace(/\\\n\s*/g, '')
    .replace(/^while .*?^done\b[^\n]*$/gms, (loop) => loop.replace(/\s*\n\s*/g, ' ').replaceAll('&&', 'AND'))
    .split('\n')
    .flatMap((line) => line.replace(/(^|\s+)#\s.*$/, '').split(' && '))
    .map((command) => command.trim())
    .filter((command) => command !== '');
}

function missing(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !existsSync(path)).map((path) => `\`${path}\` does not exist`);
}

/** What is wrong with a command that runs a script of the project. */
export function scripts(command: string): readonly string[] {
  const name = /^npm (?:run (?:--silent )?)?([\w:-]+)/.exec(command)?.[1] ?? '';
  return name in manifest.scripts ? [] : [`\`${name}\` is no script`];
}

/** The parameters that are given are those of the stack. */
function parameters(command: string): readonly string[] {
  const { params } = parse(deployment, { logLevel: 'silent' }) as {
    params: Record<string, Record<string, unknown>>;
  };
  const known = Object.values(params).flatMap((stage) => Object.keys(stage));
  const given = [...command.matchAll(/--param="?(\w+)=/g)].map(([, name = '']) => name);
  return given.filter((name) => !known.includes(name)).map((name) => `\`${name}\` is no parameter`);
}

/** JSON is JSON, files are there, and the function has the name that the stack gives it. */
function awsArguments(command: string): readonly string[] {
  const json = [...command.matchAll(/(?<!--query )'(\{.*?\})'/g)].map(([, text = '']) => text);
  const files = [...command.matchAll(/--template-file (\S+)/g)].map(([, path = '']) => path);
  const functions = [...command.matchAll(/--function-name (plumbline-prod-\S+)/g)].map(
    ([, name = '']) => name,
  );
  return [
    ...json.filter((text) => !isJson(text)).map((text) => `\`${text}\` is no JSON`),
    ...missing(files),
    ...functions
      .filter((name) => !deployment.includes(`\n  ${name.slice('plumbline-prod-'.length)}:`))
      .map((name) => `\`${name}\` is no function`),
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
