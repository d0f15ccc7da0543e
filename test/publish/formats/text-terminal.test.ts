import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { audit } from '../../../src/audit.ts';
import { readSnapshotFolder } from '../../../src/collect/snapshot-files.ts';
import type { PolicyJson } from '../../../src/findings/finding.ts';
import { parseSnapshot } from '../../../src/model/snapshot.ts';
import { columnsOf } from '../../../src/publish/columns.ts';
import { text } from '../../../src/publish/formats/text.ts';
import { sampleFinding, sampleReport } from '../../support/sample-report.ts';

const { files, fileTime } = await readSnapshotFolder('examples/account');
const EXAMPLE = audit(parseSnapshot(files, fileTime), { engineVersion: '0.0.0' });

const SUPPRESSION = { reason: 'retired in January', owner: 'ml-platform', expires: '2027-01-31' };

function policyOf(action: string, resource: string): PolicyJson {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: [action], Resource: [resource] }] };
}

describe('the text format', () => {
  test('uses colours only where it is told to, and changes nothing else by them', () => {
    const report = sampleReport([sampleFinding()]);
    const colored = text.render(report, { width: 100, color: true });
    expect(colored).not.toBe(text.render(report, { width: 100, color: false }));
    expect(stripVTControlCharacters(colored)).toBe(text.render(report, { width: 100, color: false }));
  });

  describe.each([40, 60, 80, 120, 200])('in %i columns', (width) => {
    const wide = '学習'.repeat(3);
    const finding = sampleFinding({
      message: `${'word '.repeat(60)}${`${wide} `.repeat(30)}end`,
      role: { arn: `arn:aws:iam::111122223333:role/${wide}`, name: wide },
      remedy: { text: `Attach ${'this and that '.repeat(20)}`, policy: policyOf('sagemaker:AddTags', '*') },
    });
    const reports = [
      sampleReport([
        finding,
        sampleFinding({ id: 'b', status: 'suppressed', suppression: SUPPRESSION }),
        sampleFinding({ id: 'c', status: 'resolved', resolvedReason: 'resource-deleted' }),
      ]),
      EXAMPLE,
    ];

    test('nothing is longer but a word that cannot be broken, and JSON', () => {
      for (const report of reports) {
        const lines = text.render(report, { width, color: false }).split('\n');
        const long = lines.filter((line) => columnsOf(line) > width);
        const broken = long.filter((line) =>
          /\S +\S/.test(line.replace(/^ *(?:witness|for|likewise|→)? */, '')),
        );
        expect(broken.filter((line) => !/^ *["{]/.test(line))).toEqual([]);
      }
    });

    test('colours change no line', () => {
      for (const report of reports) {
        const colored = text.render(report, { width, color: true });
        expect(stripVTControlCharacters(colored)).toBe(text.render(report, { width, color: false }));
      }
    });
  });

  test('lets no control character of the account through', () => {
    const hostile = 'evil\u001b[2J\u202erole\n';
    const finding = sampleFinding({
      role: { arn: `arn:aws:iam::111122223333:role/${hostile}`, name: hostile },
      remedy: { text: 'Attach', policy: policyOf(`x:${hostile}`, `arn:${hostile}\u2028`) },
      witness: { action: `x:${hostile}`, resource: hostile, context: { [hostile]: [hostile] } },
    });
    const gap = {
      source: hostile,
      region: hostile,
      resource: hostile,
      kind: 'failed',
      why: hostile,
      action: hostile,
    } as const;
    const report = sampleReport([finding], {
      coverage: { complete: false, gaps: [gap] },
      regions: [hostile],
    });
    const out = text.render(report, { width: 100, color: false }).replaceAll('\n', '');
    expect(out).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(out).toContain('\\u{1b}');
  });
});
