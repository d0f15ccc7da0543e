import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { NO_BASELINES } from '../src/findings/baselines.ts';
import type { Entry } from '../src/findings/entry.ts';
import type { Finding } from '../src/findings/finding.ts';
import { judgeAccount } from '../src/findings/judge-account.ts';
import { observationsOf } from '../src/findings/observation.ts';
import type { Report } from '../src/findings/report.ts';
import { REDACTED } from '../src/findings/secrets.ts';
import { transition } from '../src/findings/transition.ts';
import { readValue } from '../src/model/read.ts';
import { asff } from '../src/publish/asff.ts';
import { chatMessage } from '../src/publish/chat-message.ts';
import { findingStory } from '../src/publish/finding-story.ts';
import { formats } from '../src/publish/formats/index.ts';
import { machineEvent } from '../src/publish/machine-event.ts';
import { planMessages } from '../src/publish/messages.ts';
import { snsMessage } from '../src/publish/sns-message.ts';
import { responseOf } from '../src/run/response.ts';
import { headBytes } from '../src/state/head-file.ts';
import { canaries } from './support/canaries.ts';
import { muddledAccount, plainAccount } from './support/canary-account.ts';
import { writtenOut } from './support/html-report.ts';
import { auditOf, filesOf, snapshotOf } from './support/rule-cases.ts';
import { runCli } from './support/run-cli.ts';
import { sampleEntry, sampleLoss } from './support/sample-entry.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'plumbline-canaries-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const secrets = canaries();
const PLAIN = plainAccount(secrets);
const MUDDLED = muddledAccount(secrets);
const REPORTS = [
  ['an account that is read whole', auditOf(PLAIN, { picture: true })],
  ['an account that makes little sense', auditOf(MUDDLED, { picture: true })],
] as const;

type Output = (report: Report) => string;

const CANVAS = { width: 100, color: false };

/** Everything that is made of a report, by its name. */
const OUTPUTS: readonly (readonly [string, Output])[] = [
  ['the report', (report) => JSON.stringify(report)],
  ['the messages to people', (report) => JSON.stringify(messagesOf(report))],
  ['the events for programs', (report) => JSON.stringify(entriesOf(report).map(machineEvent))],
  [
    'the findings of Security Hub',
    (report) =>
      JSON.stringify(
        report.findings.map((finding) => asff(entryOf(finding), finding, { region: 'us-east-1' })),
      ),
  ],
  [
    'the answer of the function',
    (report) => JSON.stringify(responseOf({ report, deliveries: [], problems: [] })),
  ],
  [
    'the explanations',
    ({ findings, picture }) =>
      findings
        .map((finding) => findingStory(finding, { again: '', ...(picture && { picture }) }, CANVAS))
        .join(),
  ],
  ...formats.map(({ name, render }): [string, Output] => [
    `the format ${name}`,
    (report) => writtenOut(render(report, CANVAS)),
  ]),
];

function entryOf(finding: Finding): Entry {
  return sampleEntry({ subject: finding.id }, finding);
}

function entriesOf({ findings, coverage }: Report): readonly Entry[] {
  return [
    ...findings.map(entryOf),
    ...coverage.gaps.map((gap, index) => sampleLoss({ subject: `gap-${index}` }, gap)),
  ];
}

function messagesOf(report: Report): readonly object[] {
  const entries = entriesOf(report);
  const baseline = entries.map((entry) => ({ ...entry, isBaseline: true }));
  const singles = entries.map((entry) => [entry]);
  const { messages } = planMessages(baseline, 'info', 20);
  const all = [...messages, ...singles.flatMap((one) => planMessages(one, 'info', 20).messages)];
  return all.flatMap((message) => [snsMessage(message, undefined), chatMessage(message, undefined)]);
}

test('more than a thousand secrets stand in definitions, policies, tags and resources', () => {
  const files = [PLAIN, MUDDLED].flatMap((account) => [...filesOf(account).values()]);
  expect(secrets.foundIn(JSON.stringify(files)).length).toBe(secrets.planted());
  expect(secrets.planted()).toBeGreaterThan(1_000);
});

describe.each(REPORTS)('of %s', (_, report) => {
  test('much is told', () => {
    expect(report.findings.length + report.coverage.gaps.length).toBeGreaterThan(100);
    expect(report.picture?.roles.length).toBeGreaterThan(5);
  });

  test.each(OUTPUTS)('no secret is in %s', (_, output) => {
    expect(secrets.foundIn(output(report))).toEqual([]);
  });
});

test('a witness that needs a secret is told without it, and its remedy without the policy', () => {
  const { findings } = REPORTS[0][1];
  const shown = findings.filter(({ witness }) => JSON.stringify(witness).includes(REDACTED));
  expect(shown.length).toBeGreaterThan(20);
  for (const { expected, remedy } of shown)
    expect(JSON.stringify([expected, remedy.policy])).not.toContain(REDACTED);
  expect(
    findings.some(({ remedy }) => remedy.text.endsWith('because it holds what looks like a secret')),
  ).toBe(true);
});

test.each([
  ['an account that is read whole', PLAIN],
  ['an account that makes little sense', MUDDLED],
])('no secret is in what is remembered of %s', (_, account) => {
  const snapshot = snapshotOf(account);
  const question = { only: [], pack: 'docs-2025', baselines: NO_BASELINES } as const;
  const observations = observationsOf(snapshot, judgeAccount(snapshot, {}), question);
  const heads = observations.map(
    (observation) =>
      transition(undefined, observation, { suppressionOf: () => undefined, recipientsOf: () => ['sns'] })
        .next,
  );
  const kept = heads.map((head) => gunzipSync(headBytes(head)).toString());
  expect(heads.flatMap(({ outbox }) => outbox).length).toBeGreaterThan(0);
  expect(secrets.foundIn(kept.join('\n'))).toEqual([]);
});

describe('plumbline audit --snapshot', () => {
  test.each(formats.map(({ name }) => name))('writes none of them with --format %s', async (format) => {
    const folder = join(FOLDER, format);
    for (const [path, content] of filesOf(MUDDLED)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), JSON.stringify(readValue(content)));
    }
    // A file that is cut off, one that goes wrong, and one of another kind.
    const [cut, wrong, other] = [secrets.plant(), secrets.plant(), secrets.plant()];
    writeFileSync(join(folder, 'us-east-1/sagemaker/describe-model.json'), `{"items": [{"x": "${cut}`);
    writeFileSync(join(folder, 'us-east-1/sagemaker/describe-domain.json'), `{"items": ${wrong}}`);
    writeFileSync(join(folder, 'us-east-1/sagemaker/describe-endpoint-config.json'), JSON.stringify(other));
    const { code, out, err } = await runCli('audit', '--snapshot', folder, '--format', format);
    expect([code, out.length > 1_000]).toEqual([1, true]);
    expect(secrets.foundIn(writtenOut(out) + err)).toEqual([]);
  });

  test.each([
    ['compare', '--required', '--granted'],
    ['evaluate', '--policy', '--request'],
  ])('%s does not quote a file that is no JSON', async (command, ...flags) => {
    const path = join(FOLDER, `${command}.json`);
    writeFileSync(path, secrets.plant());
    const { code, out, err } = await runCli(command, ...flags.flatMap((flag) => [flag, path]));
    expect([code, secrets.foundIn(out + err)]).toEqual([2, []]);
  });

  test('expect does not quote a definition that is none', async () => {
    const path = join(FOLDER, 'definition.json');
    for (const text of [
      secrets.plant(),
      `{"States": ${secrets.plant()}`,
      JSON.stringify({ States: secrets.plant() }),
    ]) {
      writeFileSync(path, text);
      const { out, err } = await runCli('expect', path);
      expect(secrets.foundIn(out + err)).toEqual([]);
    }
  });
});
