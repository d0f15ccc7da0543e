import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { publishedDocument } from '../support/published-policies.ts';
import { auditOf } from '../support/rule-cases.ts';

const NAME = 'AmazonSageMakerFullAccess';
const ARN = `arn:aws:iam::aws:policy/${NAME}`;

/** What is told of a role whose policy has moved on from version 19. */
function movedTo(document: unknown): Finding | undefined {
  const { findings } = auditOf({
    machines: [],
    roles: [{ name: 'StudioRole', trust: 'sagemaker', managed: { [ARN]: document } }],
    baselines: { [ARN]: { document: `${NAME}@v19`, versionId: 'v19' } },
  });
  return findings.find(({ ruleId }) => ruleId === 'managed-policy-changed');
}

/** What is told of a copy of that policy as an inline policy, beside the policy itself. */
function copyOf(document: unknown): Finding | undefined {
  const { findings } = auditOf({
    machines: [],
    roles: [
      { name: 'StudioRole', trust: 'sagemaker', policies: { Copy: document } },
      { name: 'Live', trust: 'sagemaker', managed: { [ARN]: `${NAME}@v29` } },
    ],
  });
  return findings.find(({ ruleId }) => ruleId === 'managed-policy-copy-stale');
}

describe.each([
  ['a policy that AWS has changed', movedTo],
  ['a copy that lies inline', copyOf],
])('the content of a finding about %s as a whole', (_, told) => {
  test('is another where the policy says something else', () => {
    const [one, other] = [told(`${NAME}@v24`), told(`${NAME}@v25`)];
    expect(one?.id).toMatch(/^v1-/);
    expect(other?.id).toBe(one?.id);
    expect(other?.contentDigest).not.toBe(one?.contentDigest);
  });

  test('is the same where the policy says the same in another order', () => {
    const document = publishedDocument(`${NAME}@v24`) as { readonly Statement: readonly unknown[] };
    const turned = { ...document, Statement: document.Statement.toReversed() };
    expect(told(turned)?.contentDigest).toBe(told(document)?.contentDigest);
  });
});
