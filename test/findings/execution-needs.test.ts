import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { roleUsesOf } from '../../src/expected/role-uses.ts';
import { checkGrant } from '../../src/findings/checks.ts';
import { parsePolicy } from '../../src/policy/document.ts';
import { identityAccess } from '../../src/policy/effective.ts';

interface NeedsCase {
  readonly title: string;
  readonly noun: string;
  /** As Describe tells it. */
  readonly resource: object;
  /** All policies of its role. */
  readonly policies: readonly unknown[];
  /** `s3:GetObject on arn:…, potential`: the witness, and how sure it is. */
  readonly missing: readonly string[];
  /** Actions of which nobody can tell. */
  readonly unknown: readonly string[];
}

const CASES = JSON.parse(
  readFileSync(join(import.meta.dirname, '../cases/execution-needs.json'), 'utf8'),
) as readonly NeedsCase[];

const PINS = { 'aws:PrincipalAccount': ['111122223333'] };

/** What the first role that the resource names lacks. */
function outcomesOf({ noun, resource, policies }: NeedsCase) {
  const [use] = roleUsesOf({
    task: { path: '$' },
    integration: `sagemaker:create${noun}`,
    pattern: 'request-response',
    noun,
    template: { queryLanguage: 'JSONPath', parameters: resource },
    place: { partition: 'aws', region: 'us-east-1', accountId: '111122223333' },
    pack: 'docs-2025',
  });
  const access = identityAccess(policies.map((policy) => parsePolicy(policy)));
  const required = (use?.grants ?? []).filter(({ bound }) => bound === 'required');
  return required.map((grant) => ({ grant, outcome: checkGrant(grant, access, PINS) }));
}

describe.each(CASES)('$noun: $title', (given) => {
  const outcomes = outcomesOf(given);

  test('lacks what is really missing, and no more', () => {
    const missing = outcomes.flatMap(({ grant, outcome }) =>
      outcome.kind === 'missing'
        ? [`${grant.action} on ${placeOf(grant.resources, outcome.witness.resource)}, ${outcome.confidence}`]
        : [],
    );
    expect(missing).toEqual(given.missing);
  });

  test('is not judged where nobody can tell', () => {
    const unknown = outcomes.flatMap(({ grant, outcome }) =>
      outcome.kind === 'unknown' ? [grant.action] : [],
    );
    expect(unknown).toEqual(given.unknown);
  });
});

/** A witness for `*` is some resource or other. */
function placeOf([wanted]: readonly string[], witness: string): string {
  return wanted === '*' ? '*' : witness;
}
