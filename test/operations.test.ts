import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { auditMetrics } from '../src/run/metrics.ts';
import { sampleReport } from './support/sample-report.ts';

interface Resource {
  readonly Type: string;
  // Properties of a template have as many shapes as there are types.
  readonly Properties: { readonly [name: string]: never };
}

/** What a template says once its functions are done: `!Ref Name` and `!GetAtt Name.Arn` are these texts. */
function resourcesIn(yaml: string): ReadonlyMap<string, Resource> {
  const { Resources = {} } = parse(yaml, { logLevel: 'error' });
  return new Map(Object.entries(Resources));
}

async function deployed(): Promise<ReadonlyMap<string, Resource>> {
  const names = (await readdir('infra')).filter((name) => name.endsWith('.yml'));
  const texts = await Promise.all(names.map((name) => readFile(`infra/${name}`, 'utf8')));
  return new Map(texts.flatMap((text) => [...resourcesIn(text)]));
}

const RESOURCES = await deployed();

function logicalIdsOf(type: string): readonly string[] {
  return [...RESOURCES].filter(([, { Type }]) => Type === type).map(([name]) => name);
}

async function functionIds(): Promise<readonly string[]> {
  const { functions } = parse(await readFile('serverless.yml', 'utf8'), { logLevel: 'error' });
  return Object.keys(functions).map((name) => `${name[0]?.toUpperCase()}${name.slice(1)}LambdaFunction`);
}

/** A metric that an alarm or a widget asks for. */
interface Asked {
  readonly namespace: string;
  readonly name: string;
  readonly dimension: string;
  readonly of: string;
}

interface AlarmMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly [{ readonly Name: string; readonly Value: string }];
}

function askedBy(alarm: Resource): readonly Asked[] {
  const { Metrics: metrics = [], ...single } = alarm.Properties as unknown as AlarmMetric & {
    readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: AlarmMetric } }[];
  };
  const all = metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
  return (all.length > 0 ? all : [single]).map(
    ({ Namespace, MetricName, Dimensions: [{ Name, Value }] }) => ({
      namespace: Namespace,
      name: MetricName,
      dimension: Name,
      of: Value.replace(/\.QueueName$/, ''),
    }),
  );
}

const ALARMS = [...RESOURCES].filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
const ALARMED = ALARMS.flatMap(([, alarm]) => askedBy(alarm));

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly metrics?: readonly (readonly [string, string, string, string])[];
    readonly alarms?: readonly string[];
  };
}

/** The widgets as CloudWatch gets them, but that a resource is called by its id. */
function widgets(): readonly Widget[] {
  const body = String(RESOURCES.get('Dashboard')?.Properties.DashboardBody);
  return JSON.parse(body.replace(/\$\{([^}]+)\}/g, '$1')).widgets;
}

const SHOWN = widgets().flatMap(({ properties: { metrics = [] } }) =>
  metrics.map(
    ([namespace, name, dimension, of]): Asked => ({
      namespace,
      name,
      dimension,
      of: of.replace(/\.QueueName$/, ''),
    }),
  ),
);

function emitted(): readonly string[] {
  const health = { isCommitted: true, percentRead: 100, outbox: { waiting: 0, dead: 0 } };
  return auditMetrics({ report: sampleReport([]), health, problems: [] }).map(({ name }) => name);
}

function namesOf(asked: readonly Asked[], wanted: string): readonly string[] {
  return [...new Set(asked.flatMap(({ namespace, name }) => (namespace === wanted ? name : [])))].sort();
}

function subjectsOf(asked: readonly Asked[], wanted: string): readonly string[] {
  return [...new Set(asked.flatMap(({ dimension, of }) => (dimension === wanted ? of : [])))].sort();
}

describe('alarms', () => {
  test('watch nothing of ours that no audit measures', () => {
    expect(namesOf(ALARMED, 'Plumbline')).not.toEqual([]);
    expect(emitted()).toEqual(expect.arrayContaining([...namesOf(ALARMED, 'Plumbline')]));
  });

  test('watch every function and every queue', async () => {
    expect(subjectsOf(ALARMED, 'FunctionName')).toEqual([...(await functionIds())].sort());
    expect(subjectsOf(ALARMED, 'QueueName')).toEqual([...logicalIdsOf('AWS::SQS::Queue')].sort());
  });

  test.each(ALARMS)(
    '%s looks no further back than CloudWatch allows, and tells when it begins and ends',
    (_, { Properties }) => {
      const { Period, EvaluationPeriods, AlarmActions, OKActions, Metrics } = Properties as unknown as {
        readonly Period?: number;
        readonly EvaluationPeriods: number | string;
        readonly AlarmActions: unknown;
        readonly OKActions: unknown;
        readonly Metrics?: readonly { readonly MetricStat?: { readonly Period: number } }[];
      };
      const period = Period ?? Math.max(...(Metrics ?? []).map(({ MetricStat }) => MetricStat?.Period ?? 0));
      const { MaxValue } = parameter('HeartbeatHours');
      const most = EvaluationPeriods === 'HeartbeatHours' ? MaxValue : Number(EvaluationPeriods);
      expect(period * most).toBeGreaterThan(0);
      expect(period * most).toBeLessThanOrEqual(period < 3_600 ? 86_400 : 604_800);
      expect([AlarmActions, OKActions]).toEqual([['AlarmsTopic'], ['AlarmsTopic']]);
    },
  );

  test('are all in the documentation', async () => {
    const page = await readFile('docs/operations.md', 'utf8');
    for (const [name] of ALARMS) expect(page).toContain(`| \`${name}\` |`);
    for (const name of emitted().filter((each) => !each.startsWith('Findings')))
      expect(page).toContain(`| \`${name}\` |`);
  });
});

const PARAMETERS = parse(await readFile('infra/parameters.yml', 'utf8'), { logLevel: 'error' }).Parameters;

function parameter(name: string): { readonly MaxValue: number } {
  return PARAMETERS[name];
}

describe('the dashboard', () => {
  test('shows all that an audit measures, and nothing else of ours', () => {
    expect(namesOf(SHOWN, 'Plumbline')).toEqual([...emitted()].sort());
  });

  test('shows every function, every queue and every alarm', async () => {
    expect(subjectsOf(SHOWN, 'FunctionName')).toEqual([...(await functionIds())].sort());
    expect(subjectsOf(SHOWN, 'QueueName')).toEqual([...logicalIdsOf('AWS::SQS::Queue')].sort());
    const alarms = widgets().flatMap(({ properties }) => properties.alarms ?? []);
    const names = ALARMS.map(([, { Properties }]) => String(Properties.AlarmName));
    expect(alarms.map((arn) => arn.split(':alarm:')[1])).toEqual(
      names.map((name) => name.replace('${AWS::StackName}', 'AWS::StackName')),
    );
  });
});

test('metrics are looked for under the name that the functions give them', async () => {
  const { provider } = parse(await readFile('serverless.yml', 'utf8'), { logLevel: 'error' });
  const service = provider.environment.POWERTOOLS_SERVICE_NAME;
  expect(service).toBe('plumbline-${sls:stage}');
  expect(subjectsOf(ALARMED, 'service')).toEqual([service]);
  expect(subjectsOf(SHOWN, 'service')).toEqual([service.replace(/[${}]/g, '')]);
});
