import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Page, readPages } from './support/markdown-pages.ts';

const PAGES = readPages();
const ANCHORS = new Map(PAGES.map(({ path, anchors }) => [path, anchors]));

/** Nobody here has a network; a new host is looked at once by hand. */
const HOSTS: readonly string[] = ['docs.aws.amazon.com', 'github.com', 'fast-check.dev'];

function isDead(page: Page, link: string): boolean {
  if (/^[a-z][a-z\d+.-]*:/i.test(link)) {
    const { protocol, hostname } = new URL(link);
    return protocol !== 'https:' || !HOSTS.includes(hostname);
  }
  const [file = '', anchor] = link.split('#', 2);
  const path = file === '' ? page.path : normalize(join(dirname(page.path), file));
  if (path.startsWith('..') || !existsSync(path)) return true;
  return anchor !== undefined && ANCHORS.get(path)?.has(anchor) !== true;
}

describe('the pages', () => {
  test('are all there', () => {
    const paths = PAGES.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'README.md',
        'ARCHITECTURE.md',
        'CONTRIBUTING.md',
        'docs/tutorial.md',
        'src/policy/README.md',
      ]),
    );
    expect(paths.filter((path) => path.startsWith('docs/rules/')).length).toBeGreaterThan(30);
  });

  test('have no link that leads nowhere', () => {
    const dead = PAGES.flatMap((page) =>
      page.links.filter((link) => isDead(page, link)).map((link) => `${page.path}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  test.each([
    ['a file that is not there', 'docs/nowhere.md'],
    ['a heading that is not there', 'docs/limitations.md#nowhere'],
    ['a heading of its own page that is not there', '#nowhere'],
    ['a file outside of the project', '../elsewhere.md'],
    ['an address without encryption', 'http://docs.aws.amazon.com/'],
    ['a host that nobody has looked at', 'https://example.net/'],
  ])('would not be let link to %s', (_, link) => {
    const page = PAGES.find(({ path }) => path === 'README.md') as Page;
    expect(isDead(page, link)).toBe(true);
  });

  test('have JSON in their blocks of JSON', () => {
    const blocks = PAGES.filter(({ path }) => !path.startsWith('docs/rules/')).flatMap(
      ({ blocks }) => blocks,
    );
    const json = blocks.filter(({ lang }) => lang === 'json');
    expect(json.length).toBeGreaterThan(0);
    for (const { text } of json) expect(() => JSON.parse(text)).not.toThrow();
  });

  test('are linked from one another, so that each of docs can be found', () => {
    const linked = new Set(
      PAGES.flatMap((page) =>
        page.links.map((link) => normalize(join(dirname(page.path), link.split('#')[0] ?? ''))),
      ),
    );
    const lost = PAGES.map(({ path }) => path).filter(
      (path) => /^docs\/[^/]+\.md$/.test(path) && !linked.has(path),
    );
    expect(lost).toEqual([]);
  });
});

describe('CONTRIBUTING', () => {
  const text = readFileSync('CONTRIBUTING.md', 'utf8');
  const sections = text.split(/^## /m).filter((section) => section.startsWith('Add '));

  test('says how to add each thing that a registry holds', () => {
    const titles = sections.map((section) => section.slice(0, section.indexOf('\n')));
    expect(titles).toEqual(
      expect.arrayContaining([
        'Add a rule',
        'Add an integration',
        'Add a reader',
        'Add a channel',
        'Add a format',
      ]),
    );
  });

  test.each(sections.map((section) => [section.slice(0, section.indexOf('\n')), section]))(
    'says in four steps how to %s',
    (_, section) => {
      expect(section.match(/^\d\. /gm)).toEqual(['1. ', '2. ', '3. ', '4. ']);
    },
  );

  test('names files and folders that exist', () => {
    const named = [...text.matchAll(/`((?:src|test|tools|docs|infra)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('the page on quality', () => {
  const sections = readFileSync('docs/quality.md', 'utf8').split(/^##+ /m).slice(1);
  // A heading over others has no figures of its own.
  const withFigures = sections.filter((section) => section.trim().includes('\n'));

  test.each(withFigures.map((section) => [section.slice(0, section.indexOf('\n')), section]))(
    'says by which command the figures are made of: %s',
    (_, section) => {
      expect(section).toContain('```sh\n');
    },
  );
});

describe('ARCHITECTURE', () => {
  test('is a page: at most 600 words beside the map', () => {
    const text = readFileSync('ARCHITECTURE.md', 'utf8').replace(/```mermaid.*?```/s, '');
    expect(text.match(/[^\s|]+/g)?.length).toBeLessThanOrEqual(600);
  });
});
