import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { audit } from '../src/audit.ts';
import { readSnapshotFolder } from '../src/collect/snapshot-files.ts';
import { type Finding, SEVERITIES } from '../src/findings/finding.ts';
import { withFindings } from '../src/findings/make-report.ts';
import type { Report } from '../src/findings/report.ts';
import { parseSnapshot } from '../src/model/snapshot.ts';
import { readAccount } from './support/accounts.ts';
import { auditOf, readRuleCases } from './support/rule-cases.ts';
import { sampleFinding } from './support/sample-report.ts';

const SCHEMA = JSON.parse(readFileSync('docs/schema/report.json', 'utf8'));
const VALIDATE = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(SCHEMA);

const { files, fileTime } = await readSnapshotFolder('examples/account');
const SNAPSHOT = parseSnapshot(files, fileTime);
const EXAMPLE = audit(SNAPSHOT, { engineVersion: '0.0.0-test' });
const PICTURED = audit(SNAPSHOT, { engineVersion: '0.0.0-test', picture: true });

const SUPPRESSION = { reason: 'a known risk', owner: 'ml-platform', expires: '2027-01-31' };
const LATER: readonly Partial<Finding>[] = [
  { status: 'active' },
  {
    status: 'changed',
    change: { by: 'ada', event: 'TagRole', at: '2026-11-28T10:15:00Z', eventId: '5f1c9b1e' },
  },
  { status: 'reopened' },
  { status: 'suppressed', suppression: SUPPRESSION },
  { status: 'resolved', resolvedReason: 'resource-deleted' },
];

const LINK = { from: 'a', to: 'b', kind: 'runs-as' };

/** The finding as a later run might tell it. */
function aged(finding: Finding, index: number): Finding {
  return { ...finding, ...LATER[index % LATER.length] };
}

function problemsOf(report: unknown): readonly string[] {
  // What counts is the report as it is written.
  VALIDATE(JSON.parse(JSON.stringify(report)));
  return (VALIDATE.errors ?? []).map((error: ErrorObject) => `${error.instancePath} ${error.message}`);
}

describe('docs/schema/report.json', () => {
  test.each<[string, Report]>([
    ['the example account', EXAMPLE],
    ['an account full of trouble', auditOf(readAccount('messy'))],
    ['an account with its picture', PICTURED],
    ['an account full of trouble with its picture', auditOf(readAccount('messy'), { picture: true })],
    ['an account with a past', withFindings(EXAMPLE, EXAMPLE.findings.map(aged))],
    ['an empty folder', audit(parseSnapshot(new Map(), fileTime), { engineVersion: '0.0.0-test' })],
  ])('describes the report of %s', (_, report) => {
    expect(problemsOf(report)).toEqual([]);
  });

  test.each(readRuleCases())('describes every report about $rule', ({ accept, reject, unknown }) => {
    for (const account of [...accept, ...reject, ...unknown])
      expect(problemsOf(auditOf(account))).toEqual([]);
  });

  const [finding = sampleFinding()] = EXAMPLE.findings;
  const tampered: readonly (readonly [string, unknown])[] = [
    ['an unknown key', { ...EXAMPLE, extra: 1 }],
    ['another version of the schema', { ...EXAMPLE, schemaVersion: 2 }],
    ['an unknown key of a finding', { ...EXAMPLE, findings: [{ ...finding, extra: 1 }] }],
    ['a finding without id', { ...EXAMPLE, findings: [{ ...finding, id: undefined }] }],
    ['a suppression without owner', { ...EXAMPLE, findings: [{ ...finding, suppression: { reason: 'x' } }] }],
    ['a change by nobody', { ...EXAMPLE, findings: [{ ...finding, change: { event: 'TagRole' } }] }],
    ['an unknown reason', { ...EXAMPLE, findings: [{ ...finding, resolvedReason: 'forgotten' }] }],
    ['an unknown severity', { ...EXAMPLE, findings: [{ ...finding, severity: 'urgent' }] }],
    [
      'a policy without statements',
      {
        ...EXAMPLE,
        findings: [{ ...finding, remedy: { text: 'x', policy: { Version: '2012-10-17', Statement: [] } } }],
      },
    ],
    ['an unknown kind of link', { ...EXAMPLE, picture: { roles: [], links: [{ ...LINK, kind: 'likes' }] } }],
    ['a picture of roles alone', { ...EXAMPLE, picture: { roles: [] } }],
    [
      'an unknown kind of gap',
      {
        ...EXAMPLE,
        coverage: { complete: false, gaps: [{ source: 'a', region: 'b', kind: 'bad', why: 'c' }] },
      },
    ],
  ];
  test.each(tampered)('refuses %s', (_, report) => {
    expect(problemsOf(report)).not.toEqual([]);
  });

  test('knows the same severities as the code', () => {
    expect(SCHEMA.$defs.severity.enum).toEqual(SEVERITIES);
    expect(SCHEMA.properties.summary.properties.findings.required).toEqual(SEVERITIES);
  });

  test('knows the same keys of a report as the type', () => {
    expect(Object.keys(SCHEMA.properties).toSorted()).toEqual(Object.keys(PICTURED).toSorted());
    expect(SCHEMA.required.toSorted()).toEqual(Object.keys(EXAMPLE).toSorted());
  });
});
