import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { integrationOf } from '../src/expected/find-integration.ts';
import { templatePolicy } from '../src/expected/template.ts';
import { rules } from '../src/findings/rules/index.ts';
import { isRecord } from '../src/model/json.ts';
import { CONTRADICTIONS } from '../tools/seeds/contradictions.ts';
import type { Check, Shown } from '../tools/seeds/fact.ts';
import { SEEDS } from '../tools/seeds-facts.ts';
import { seedsPage } from '../tools/seeds-page.ts';

const FACTS = [...SEEDS.flatMap(({ facts }) => facts), ...CONTRADICTIONS];
const CHECKS = FACTS.flatMap(({ checks }) => checks);
const SHOWN = FACTS.flatMap(({ shown }) => shown);

function idsOf(kind: 'rule' | 'template'): readonly string[] {
  return [...new Set(CHECKS.flatMap((check) => (check.kind === kind ? [check.id] : [])))];
}

describe('the page of the seeds', () => {
  test('tells each fact of a seed once', () => {
    for (const { facts } of SEEDS) {
      const told = facts.map(({ fact }) => fact);
      expect(told).toEqual([...new Set(told)]);
    }
    expect(FACTS.length).toBeGreaterThan(90);
  });

  test('names rules that exist', () => {
    const known = rules.map(({ id }) => id);
    expect(idsOf('rule').filter((id) => !known.includes(id))).toEqual([]);
  });

  test('has lost none of the rules that a seed gave the reason for', () => {
    expect(idsOf('rule').length).toBeGreaterThanOrEqual(36);
  });

  test.each(idsOf('template'))('names a template that exists: %s', (id) => {
    expect(templateOf(id)).toBeDefined();
  });

  test('names source files that exist', () => {
    const paths = CHECKS.flatMap((check: Check) => (check.kind === 'source' ? [check.path] : []));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('names files of tests that exist', () => {
    expect(SHOWN.filter(({ path }) => !existsSync(path))).toEqual([]);
  });

  test('names tests by titles that they have', () => {
    expect(SHOWN.filter((shown) => existsSync(shown.path) && !hasTitle(shown))).toEqual([]);
  });

  test('has a test for every fact', () => {
    expect(FACTS.filter(({ shown }) => shown.length === 0)).toEqual([]);
  });

  test('has no cell that breaks its table', () => {
    for (const line of seedsPage()
      .split('\n')
      .filter((each) => each.startsWith('|')))
      expect([3, 6]).toContain(line.replaceAll('\\|', '').split('|').length - 2);
  });
});

/** `docs-2023 sagemaker:createTrainingJob .sync static`. */
function templateOf(id: string) {
  const [pack, resource = '', pattern, name] = id.split(' ');
  const integration = integrationOf(resource);
  if (integration === undefined || (pattern !== '.sync' && pattern !== 'request-response')) return undefined;
  return templatePolicy(
    integration,
    pattern,
    {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '111122223333',
      roleArn: 'arn:aws:iam::111122223333:role/Job',
      ...(name === 'static' ? { name: 'nightly' } : {}),
    },
    pack === 'docs-2023' ? 'docs-2023' : 'docs-2025',
  );
}

function hasTitle({ path, title }: Shown): boolean {
  const text = readFileSync(path, 'utf8');
  if (title === undefined) return true;
  return path.endsWith('.json') ? titlesIn(JSON.parse(text)).includes(title) : text.includes(`'${title}'`);
}

function titlesIn(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json.flatMap(titlesIn);
  if (!isRecord(json)) return [];
  return [json.title, ...Object.values(json).flatMap(titlesIn)];
}
