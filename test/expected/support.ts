import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../../src/expected/call.ts';
import type { ExpectedGrant } from '../../src/expected/grant.ts';

/** The state machine of the cases. */
export const MACHINE: Machine = {
  arn: 'arn:aws:states:us-east-1:111122223333:stateMachine:nightly',
  name: 'nightly',
  partition: 'aws',
  region: 'us-east-1',
  accountId: '111122223333',
  type: 'STANDARD',
};

/** Every JSON file of a folder of cases, with its name. */
export function casesIn<Case>(folder: string): readonly (Case & { readonly file: string })[] {
  const path = join(import.meta.dirname, '../cases', folder);
  return readdirSync(path)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ ...(JSON.parse(readFileSync(join(path, file), 'utf8')) as Case), file }));
}

/** A definition with one state, `T`. */
export function definitionOf(task: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ StartAt: 'T', States: { T: { Type: 'Task', ...task, End: true } } });
}

/** A grant as one line of a case file: `create sagemaker:CreateModel on all of arn:… (api)`. */
export function lineOf({ need, action, quantifier, resources, context, why }: ExpectedGrant): string {
  const keys = Object.entries(context).map(([key, value]) => ` if ${key}=${value}`);
  const doubt = why.confidence === 'potential' ? ', potential' : '';
  return `${need} ${action} on ${quantifier} of ${resources.join(' or ')}${keys.join('')} (${why.source}${doubt})`;
}

/** What an allowed grant allows, in one line. */
export function allowedLineOf({ action, resources, context }: ExpectedGrant): string {
  const keys = Object.entries(context).map(([key, value]) => ` if ${key}=${value}`);
  return `${action} on ${resources.join(' or ')}${keys.join('')}`;
}
