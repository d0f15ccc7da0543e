import { readFile } from 'node:fs/promises';
import { isRecord } from '../src/model/json.ts';
import { putRolePolicy } from './newcomer-path.ts';

// For the tutorial: `aws iam put-role-policy` on an account that is a folder.
const [folder, role, name, file, ...others] = process.argv.slice(2);
if (
  folder === undefined ||
  role === undefined ||
  name === undefined ||
  file === undefined ||
  others.length > 0
) {
  console.error(
    'Usage: npm run put-role-policy -- <snapshot folder> <role name> <policy name> <policy file>',
  );
  process.exitCode = 2;
} else {
  const document: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!isRecord(document)) throw new Error(`\`${file}\` holds no policy`);
  await putRolePolicy(folder, role, name, document);
}
