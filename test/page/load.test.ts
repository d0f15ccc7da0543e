import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit.ts';
import { readSnapshotFolder } from '../../src/collect/snapshot-files.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { withFindings } from '../../src/findings/make-report.ts';
import type { Picture } from '../../src/findings/picture.ts';
import type { Report } from '../../src/findings/report.ts';
import { parseSnapshot } from '../../src/model/snapshot.ts';
import type { PageData } from '../../src/page/data.ts';
import { loadData } from '../../src/page/load.ts';
import { html } from '../../src/publish/formats/html.ts';
import { dataElements } from '../support/html-report.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const { files, fileTime } = await readSnapshotFolder('examples/account');
const EXAMPLE = audit(parseSnapshot(files, fileTime), { engineVersion: '0.0.0-test', picture: true });
/** More than two parts of findings, and of roles. */
const NUMBERS = [...Array(530).keys()];
const LONG = sampleReport(
  NUMBERS.map((number) => sampleFinding({ id: `v1-${number}`, message: `the finding ${number}` })),
  { picture: pictureOf(NUMBERS.map((number) => `arn:aws:iam::111122223333:role/${1000 + number}`)) },
);
const SUPPRESSION = { reason: 'a known risk', owner: 'ml-platform', expires: '2027-01-31' };
const AGED = withFindings(
  EXAMPLE,
  EXAMPLE.findings.map((finding) => ({ ...finding, status: 'suppressed', suppression: SUPPRESSION })),
);

function pictureOf(arns: readonly string[]): Picture {
  return {
    roles: arns.map((arn) => ({ arn, name: arn.slice(31), policies: [], expected: [] })),
    links: arns.map((arn) => ({ from: `machine of ${arn}`, to: arn, kind: 'runs-as' })),
  };
}

function render(report: Report): string {
  return html.render(report, { width: 80, color: false });
}

function load(report: Report): PageData {
  return loadData(dataElements(render(report)));
}

describe('a report that is written and loaded', () => {
  test.each<[string, Report]>([
    ['of the example account', EXAMPLE],
    ['with a past', AGED],
    ['of many parts', LONG],
    ['without findings and roles', sampleReport([], { picture: pictureOf([]) })],
    ['without a picture', sampleReport([sampleFinding()])],
  ])('%s is the same', async (_, report) => {
    const data = load(report);
    const rows = await data.rows();
    const findings = await Promise.all(rows.map(({ at }) => data.finding(at)));
    const { findings: expected, picture, ...head } = report;
    expect(data.head).toEqual(head);
    expect(findings).toEqual(expected);
    expect(await data.links()).toEqual(picture?.links ?? []);
    for (const role of picture?.roles ?? []) expect(await data.role(role.arn)).toEqual(role);
  });

  test('lists its findings by what is looked for', async () => {
    const machine = 'arn:aws:states:us-east-1:111122223333:stateMachine:train:3';
    const model = 'arn:aws:sagemaker:us-east-1:111122223333:model/churn';
    const { because, ...finding } = sampleFinding();
    const lines = [machine, machine, undefined].flatMap((stateMachine): Finding['because'] =>
      because.map(({ stateMachine: _, ...line }) =>
        stateMachine === undefined ? { ...line, resource: model } : { ...line, stateMachine },
      ),
    );
    expect(await load(sampleReport([{ ...finding, because: lines }])).rows()).toEqual([
      {
        at: 0,
        id: finding.id,
        ruleId: finding.ruleId,
        severity: 'high',
        status: 'active',
        confidence: 'confirmed',
        message: finding.message,
        region: 'us-east-1',
        resource: finding.resource.arn,
        role: finding.role.arn,
        roleName: 'train',
        because: ['train:3', 'churn'],
      },
    ]);
  });

  test.each([-1, 530, 0.5, Number.NaN])('has no finding %d', async (at) => {
    await expect(load(LONG).finding(at)).rejects.toThrow(RangeError);
  });

  test.each(['', 'arn:aws:iam::111122223333:role/0', 'arn:aws:iam::111122223333:role/1000a', 'z'])(
    'has no role %s',
    async (arn) => {
      expect(await load(LONG).role(arn)).toBeUndefined();
    },
  );
});

describe('a file that is not what was written', () => {
  const WHOLE = render(LONG);
  const read = async (text: string): Promise<unknown> => {
    const data = loadData(dataElements(text));
    const rows = await data.rows();
    await Promise.all(rows.map(({ at }) => data.finding(at)));
    await Promise.all((LONG.picture?.roles ?? []).map(({ arn }) => data.role(arn)));
    return data.links();
  };
  const PARTS = ['rows', 'findings-0', 'findings-2', 'links', 'roles-0', 'roles-5'];

  test('is read without complaint where it is whole', async () => {
    expect(await read(WHOLE)).toEqual(LONG.picture?.links);
  });

  test.each(PARTS)('says so where %s is cut off', async (part) => {
    const start = WHOLE.indexOf(`id="${part}"`);
    for (const length of [0, 20, 40, 60])
      await expect(read(WHOLE.slice(0, start + length))).rejects.toThrow(/^This file is damaged: .* cut off/);
  });

  test.each(PARTS)('says so where %s is changed', async (part) => {
    const start = WHOLE.indexOf(`id="${part}"`) + part.length + 30;
    const changed = WHOLE[start] === 'A' ? 'B' : 'A';
    await expect(read(WHOLE.slice(0, start) + changed + WHOLE.slice(start + 1))).rejects.toThrow(
      `its part “${part}” is cut off or was changed`,
    );
  });

  test('says so where its head is cut off', () => {
    const start = WHOLE.indexOf('id="head"');
    for (const length of [0, 100])
      expect(() => loadData(dataElements(WHOLE.slice(0, start + length)))).toThrow(/part “head”/);
  });

  test.each([
    ['two parts have changed places', WHOLE],
    ['a part is that of another report', render({ ...LONG, runId: 'run-2' })],
  ])('says so where %s', async (_, other) => {
    const [first, second] = ['findings-0', 'findings-1'].map((part) => packedIn(other, part));
    const mixed = WHOLE.replace(
      packedIn(WHOLE, 'findings-0'),
      () => (other === WHOLE ? second : first) ?? '',
    );
    await expect(read(mixed)).rejects.toThrow('its part “findings-0” is cut off or was changed');
  });
});

function packedIn(text: string, part: string): string {
  return new RegExp(`id="${part}">([^<]+)<`).exec(text)?.[1] ?? '';
}
