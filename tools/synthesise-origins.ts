/**
 * Writes what generators really produce into `test/cases/origins`: `npm run origins -- cdk serverless`. On demand and
 * never in CI, as it fetches packages; they go into `.cache/origins` and are no dependencies of the project.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = ['aws-cdk-lib@2.276.0', 'constructs@10.8.1', 'serverless-step-functions@3.31.2'];
const FOLDER = '.cache/origins';
const ORIGINS = ['cdk', 'serverless', 'terraform', 'docs'];

function run(command: string, args: readonly string[], cwd = process.cwd()): void {
  const { status } = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

/** Peers stay away, as the plugin is called without a Serverless Framework. */
function install(): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }\n');
  run('npm', ['install', '--no-save', '--ignore-scripts', '--legacy-peer-deps', ...PACKAGES], FOLDER);
}

const asked = process.argv.slice(2);
const unknown = asked.filter((origin) => !ORIGINS.includes(origin));
if (unknown.length > 0) throw new Error(`expected ${ORIGINS.join(', ')}, found ${unknown.join(', ')}`);
install();
for (const origin of asked.length === 0 ? ORIGINS : asked)
  run('tsx', [`tools/synthesise-origins/${origin}.mjs`]);
run('biome', ['check', '--write', 'test/cases/origins']);
