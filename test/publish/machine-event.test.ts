import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryKind } from '../../src/findings/head.ts';
import { busEvent } from '../../src/publish/bus-event.ts';
import { completedEvent } from '../../src/publish/completed-event.ts';
import { machineEvent } from '../../src/publish/machine-event.ts';
import { coverageEntry, sampleEntry } from '../support/numbered-entry.ts';
import { randomEntries } from '../support/random-entries.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';
import '../support/fixed-seed.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
ajv.addSchema(JSON.parse(readFileSync('docs/schema/report.json', 'utf8')), 'report.json');
const isEvent = ajv.compile(JSON.parse(readFileSync('docs/schema/event.json', 'utf8')));

function problemsOf(event: unknown): readonly string[] {
  isEvent(JSON.parse(JSON.stringify(event)));
  return (isEvent.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Content that the schema of the report leaves to the core. */
const WHOLE = { title: 'x', message: 'x', references: [] };

describe('docs/schema/event.json', () => {
  test.each<EntryKind>(['opened', 'changed', 'reopened', 'suppressed'])('describes what is %s', (kind) => {
    expect(problemsOf(machineEvent(sampleEntry(1, { kind })))).toEqual([]);
  });

  test('describes what is resolved', () => {
    expect(problemsOf(machineEvent(sampleEntry(1, { kind: 'resolved', reason: 'fixed' })))).toEqual([]);
  });

  test.each<EntryKind>(['coverage-lost', 'coverage-regained'])('describes %s', (kind) => {
    expect(problemsOf(machineEvent(coverageEntry({ kind })))).toEqual([]);
  });

  test('describes every event of a bus, also one that was cut', () => {
    fc.assert(
      fc.property(randomEntries, (entries) => {
        for (const entry of entries) {
          if (entry.body.kind !== 'finding') continue;
          const { finding } = entry.body;
          const remedy = { ...finding.remedy, text: finding.remedy.text || 'x' };
          const body = { ...entry.body, finding: { ...finding, ...WHOLE, remedy } };
          const event = busEvent({ ...entry, body });
          expect('problem' in event ? [event.problem] : problemsOf(JSON.parse(event.Detail))).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });

  const completed = completedEvent(sampleReport([sampleFinding()]), ['a problem']);
  test('describes the end of a run', () => {
    expect(problemsOf(completed)).toEqual([]);
  });

  test.each<[string, object]>([
    ['an unknown key', { ...completed, extra: 1 }],
    ['a finding', { ...completed, finding: sampleFinding() }],
    ['no summary', { ...completed, summary: undefined }],
    ['gaps that are no number', { ...completed, coverage: { complete: true, gaps: [] } }],
  ])('refuses the end of a run with %s', (_, other) => {
    expect(problemsOf(other)).not.toEqual([]);
  });

  const event = machineEvent(sampleEntry(1));
  test.each<[string, object]>([
    ['an unknown key', { ...event, extra: 1 }],
    ['another version', { ...event, schemaVersion: 2 }],
    ['an unknown kind', { ...event, kind: 'gone' }],
    ['an unknown reason', { ...event, reason: 'unseen' }],
    ['a finding without its id', { ...event, findingId: undefined }],
    ['a finding that is a gap too', { ...event, gapId: 'x', gap: {}, count: 1, since: 'x' }],
    ['neither of both', { ...event, finding: undefined }],
  ])('refuses %s', (_, other) => {
    expect(problemsOf(other)).not.toEqual([]);
  });
});

test.each<[EntryKind, string]>([
  ['opened', 'new'],
  ['changed', 'changed'],
  ['resolved', 'resolved'],
  ['reopened', 'reopened'],
  ['suppressed', 'suppressed'],
])('the finding of what is %s has the status `%s`, whatever it was when it was last seen', (kind, status) => {
  expect(machineEvent(sampleEntry(1, { kind }, { status: 'active' }))).toMatchObject({ finding: { status } });
});
