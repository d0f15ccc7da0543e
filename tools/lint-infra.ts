import { spawnSync } from 'node:child_process';

/** The templates that `osls package` writes: before the first upload, and after it. */
const TEMPLATES = ['create', 'update'].map(
  (step) => `.serverless/cloudformation-template-${step}-stack.json`,
);
const REGIONS = ['us-east-1', 'eu-west-1'];

/** W3037 knows fewer actions than the catalogue, to which a test holds those of the auditor. */
const IGNORED = ['W3037'];

// cfn-lint is a Python program: `pip install cfn-lint`.
const installed = spawnSync('cfn-lint', ['--version']).error === undefined;

if (installed) {
  const args = ['-r', ...REGIONS, '-i', ...IGNORED, '-t', ...TEMPLATES];
  const { status } = spawnSync('cfn-lint', args, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else if (process.env.CI === 'true') {
  console.error('cfn-lint is absent, and CI must not skip it');
  process.exitCode = 1;
} else {
  console.error('cfn-lint is absent: the templates are not checked');
}
