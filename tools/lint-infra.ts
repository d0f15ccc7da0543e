import { spawnSync } from 'node:child_process';

const TEMPLATES = [
  // What `osls package` writes: before the first upload, and after it.
  '.serverless/cloudformation-template-create-stack.json',
  '.serverless/cloudformation-template-update-stack.json',
  // Those that are deployed by themselves.
  'infra/member-role.yml',
  'infra/forward-changes.yml',
];
/** Two regions of the first partition, and one of each of the others. */
const REGIONS = ['us-east-1', 'eu-west-1', 'us-gov-west-1', 'cn-north-1'];

// cfn-lint is a Python program: `pip install cfn-lint`.
const installed = spawnSync('cfn-lint', ['--version']).error === undefined;

if (installed) {
  const args = ['-r', ...REGIONS, '-t', ...TEMPLATES];
  const { status } = spawnSync('cfn-lint', args, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else if (process.env.CI === 'true') {
  console.error('cfn-lint is absent, and CI must not skip it');
  process.exitCode = 1;
} else {
  console.error('cfn-lint is absent: the templates are not checked');
}
