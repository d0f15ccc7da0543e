import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PolicyJson } from '../../src/findings/finding.ts';
import { withoutSecrets } from '../../src/findings/redact.ts';
import { REDACTED } from '../../src/findings/secrets.ts';
import { ALL_HOSTILE } from '../support/hostile-names.ts';
import { hostileFinding } from '../support/hostile-report.ts';
import { type AccountJson, auditOf } from '../support/rule-cases.ts';
import { runCli } from '../support/run-cli.ts';
import { sampleFinding } from '../support/sample-report.ts';

function policy(value: string): PolicyJson {
  const Condition = { StringEquals: { 'aws:RequestTag/password': value } };
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:*'], Resource: ['*'], Condition }],
  };
}

const witness = {
  action: 's3:GetObject',
  resource: '*',
  context: { 'aws:RequestTag/password': ['hunter2'] },
};

describe('a finding', () => {
  test('without a secret stays the same, byte for byte', () => {
    const finding = sampleFinding({
      expected: { policy: policy('*') },
      remedy: { text: 'Attach', policy: policy('*') },
    });
    expect(JSON.stringify(withoutSecrets(finding))).toBe(JSON.stringify(finding));
  });

  test('shows no value of its witness that looks like a secret, nor where its message quotes it', () => {
    const finding = sampleFinding({
      witness,
      message: '`r` may `s3:*` with `aws:RequestTag/password` = `hunter2`',
    });
    const safe = withoutSecrets(finding);
    expect(safe.witness?.context).toEqual({ 'aws:RequestTag/password': [REDACTED] });
    expect(safe.message).toBe('`r` may `s3:*` with `aws:RequestTag/password` = `[redacted]`');
    expect(safe.id).toBe(finding.id);
  });

  test('tells a remedy whose policy holds a secret in words alone, and expects no such policy', () => {
    const remedy = { text: 'Attach this', policy: policy('hunter2') };
    const safe = withoutSecrets(sampleFinding({ expected: { policy: policy('hunter2') }, remedy }));
    expect(safe.remedy).toEqual({
      text: 'Attach this; the policy is not shown, because it holds what looks like a secret',
    });
    expect(safe).not.toHaveProperty('expected');
  });

  test('does not look for a short value within words', () => {
    const context = { 'aws:RequestTag/password': ['train'] };
    const safe = withoutSecrets(
      sampleFinding({ witness: { ...witness, context }, message: '`training` and `train`' }),
    );
    expect(safe.message).toBe('`training` and `[redacted]`');
  });

  test.each(['$&', '(a+)+', '[', '\\', 'a-b', '{2}', '^', '?x', '__proto__', '\ud800'])(
    'takes %j as a text',
    (value) => {
      const context = { 'aws:RequestTag/password': [value] };
      const safe = withoutSecrets(
        sampleFinding({ witness: { ...witness, context }, message: `\`${value}\` is there` }),
      );
      expect(safe.message).toBe('`[redacted]` is there');
    },
  );

  test('whose names attack keeps what it is about', () => {
    for (const name of ALL_HOSTILE) {
      const { id, resource, role } = withoutSecrets(hostileFinding(name));
      expect({ id, resource, role }).toEqual({
        id: hostileFinding(name).id,
        resource: hostileFinding(name).resource,
        role: hostileFinding(name).role,
      });
    }
  });
});

describe('nothing is redacted', () => {
  test('of the example account', async () => {
    const { out } = await runCli('audit', '--snapshot', 'examples/account', '--format', 'json');
    expect(JSON.parse(out).findings.length).toBeGreaterThan(10);
    expect(out).not.toContain(REDACTED);
  });

  test.each(readdirSync('test/accounts'))('of an account that is seen in the wild, %s', (file) => {
    const report = auditOf(JSON.parse(readFileSync(`test/accounts/${file}`, 'utf8')) as AccountJson);
    expect(JSON.stringify(report)).not.toContain(REDACTED);
  });
});
