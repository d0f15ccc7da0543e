import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { audit } from '../../../src/audit.ts';
import { readSnapshotFolder } from '../../../src/collect/snapshot-files.ts';
import type { Report } from '../../../src/findings/report.ts';
import { parseSnapshot } from '../../../src/model/snapshot.ts';
import { html } from '../../../src/publish/formats/html.ts';
import { largeReport } from '../../../tools/large-report.ts';
import { elementsOf, type HtmlElement } from '../../support/html-report.ts';
import { sampleReport } from '../../support/sample-report.ts';

const { files, fileTime } = await readSnapshotFolder('examples/account');
const EXAMPLE = audit(parseSnapshot(files, fileTime), { engineVersion: '0.0.0-test', picture: true });
const render = (report: Report): string => html.render(report, { width: 80, color: false });
const TEXT = render(EXAMPLE);
const ELEMENTS = elementsOf(TEXT);

function all(tag: string): readonly HtmlElement[] {
  return ELEMENTS.filter((element) => element.tag === tag);
}

const typeOf = ({ attributes }: HtmlElement): string => attributes.get('type') ?? '';
/** https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element */
const runs = (script: HtmlElement): boolean => !['text/plain', 'application/json'].includes(typeOf(script));
const hashOf = ({ text }: HtmlElement): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the HTML report', () => {
  test('lets its own script and its own style apply, and nothing else', () => {
    const [policy, ...others] = all('meta').filter(({ attributes }) => attributes.has('http-equiv'));
    const scripts = all('script').filter(runs);
    expect([scripts.length, all('style').length, others.length]).toEqual([1, 1, 0]);
    expect(policy?.attributes.get('http-equiv')).toBe('Content-Security-Policy');
    expect(policy?.attributes.get('content')?.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${scripts.map(hashOf).join()}`,
      `style-src ${all('style').map(hashOf).join()}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test('says what may run before anything can', () => {
    const [firstOfAll] = ELEMENTS.filter(({ tag }) => ['script', 'style', 'link'].includes(tag));
    const policy = all('meta').find(({ attributes }) => attributes.has('http-equiv'));
    expect(policy && firstOfAll && ELEMENTS.indexOf(policy)).toBeLessThan(
      firstOfAll === undefined ? -1 : ELEMENTS.indexOf(firstOfAll),
    );
  });

  test('refers to nothing outside and handles no event by an attribute', () => {
    const attributes = new Set(ELEMENTS.flatMap((element) => [...element.attributes.keys()]));
    expect([...attributes].sort()).toEqual(
      ['charset', 'class', 'content', 'http-equiv', 'id', 'lang', 'name', 'type'].sort(),
    );
    const [style] = all('style');
    expect(style?.text).not.toMatch(/url\(|@import|expression\(/i);
    const addresses = all('script')
      .filter(runs)
      .flatMap(({ text }) => text.match(/\bhttps?:\/\/[\w.-]+/g) ?? []);
    const isNamespace = (address: string): boolean => address === 'http://www.w3.org';
    expect(
      addresses.filter((address) => !isNamespace(address) && !/\.aws\.amazon\.com$/.test(address)),
    ).toEqual([]);
  });

  test('has a script that runs when all has been read, and before the data in the file', () => {
    const parts = ELEMENTS.filter(({ tag }) => tag === 'script').map((script) => [
      typeOf(script),
      script.attributes.get('id'),
    ]);
    expect(parts).toEqual([
      ['module', undefined],
      ['application/json', 'head'],
      ['text/plain', 'rows'],
      ['text/plain', 'findings-0'],
      ['text/plain', 'links'],
      ['text/plain', 'roles-0'],
      ['application/json', 'notices'],
    ]);
  });

  test('shows the account and its numbers before any script runs', () => {
    const written = ELEMENTS.slice(ELEMENTS.findIndex(({ attributes }) => attributes.get('id') === 'app'));
    const shown = written.slice(
      0,
      written.findIndex(({ tag }) => tag === 'script'),
    );
    const { findings, stateMachines, roles } = EXAMPLE.summary;
    expect(shown.map(({ text }) => text.trim()).filter((text) => text !== '')).toEqual([
      'Plumbline',
      'Account 111122223333',
      'us-east-1, eu-west-1',
      `read at ${EXAMPLE.takenAt}`,
      `${stateMachines} state machines`,
      `${roles} roles`,
      ...[findings.critical, 'Critical', findings.high, 'High', findings.medium, 'Medium'].map(String),
      ...[findings.low, 'Low', findings.info, 'Info'].map(String),
      `${EXAMPLE.findings.length} findings, those that are over or accepted among them. Not everything could be audited: ${EXAMPLE.coverage.gaps.length} gaps in the coverage.`,
      'The findings follow. If they do not, this file is not whole, or the browser is older than 2023.',
      expect.stringContaining('by a script of its own, which this browser does not run'),
    ]);
    expect(all('title')[0]?.text).toBe(`Plumbline · 111122223333 · ${EXAMPLE.takenAt.slice(0, 10)}`);
  });

  test('of an account that nothing names says so', () => {
    const texts = elementsOf(render(sampleReport([], { accountId: '' }))).map(({ text }) => text);
    expect(texts).toContain('An account that nothing names');
    expect(texts.join('\n')).toContain(' Everything was audited.');
  });

  test('carries the licences of the packages that it is made of', () => {
    const notices: unknown = JSON.parse(
      ELEMENTS.find(({ attributes }) => attributes.get('id') === 'notices')?.text ?? '',
    );
    expect(notices).toMatch(/\npreact [\d.]+ \(MIT\)\n[\s\S]*Permission is hereby granted/);
  });

  test('is the same bytes every time', () => {
    expect(render(structuredClone(EXAMPLE))).toBe(TEXT);
  });
});

test('10,000 findings about 2,000 roles stay within 4 MB', async () => {
  const report = await largeReport(10_000, 2_000);
  expect([report.findings.length >= 10_000, (report.picture?.roles.length ?? 0) >= 2_000]).toEqual([
    true,
    true,
  ]);
  expect(render(report).length).toBeLessThan(4_000_000);
});
