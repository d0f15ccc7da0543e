import { gunzipSync } from 'node:zlib';
import type { Entry } from '../../src/findings/entry.ts';
import { canonicalJson } from '../../src/findings/fingerprint.ts';
import { emptyHead } from '../../src/findings/head.ts';
import { reportFile, transitionFile } from '../../src/publish/archive.ts';
import { asff } from '../../src/publish/asff.ts';
import { busEvent } from '../../src/publish/bus-event.ts';
import { chatMessage } from '../../src/publish/chat-message.ts';
import { type Message, planMessages } from '../../src/publish/messages.ts';
import { type SnsMessage, snsMessage } from '../../src/publish/sns-message.ts';
import { headBytes, parseHead } from '../../src/state/head-file.ts';
import { chatEffects } from './chat-reader.ts';
import { hostileFinding, hostileReport } from './hostile-report.ts';
import { sampleEntry, sampleLoss } from './sample-entry.ts';
import { sampleReport } from './sample-report.ts';
import type { Sink } from './sinks.ts';
import { terminalEffects } from './terminal-reader.ts';

const PLAIN = 'plain';
const SHARD = { accountId: '111122223333', region: 'us-east-1' };

/** Channels and what is remembered: a finding and a gap in which everything that an account may name has the name. */
export const MESSAGE_SINKS: readonly Sink[] = [
  ...(['single', 'digest'] as const).flatMap((kind): readonly Sink[] => [
    {
      name: `a mail with a ${kind}`,
      render: (name) => String(JSON.parse(snsOf(kind, name).Message).email),
      verdict: (output) => [
        ...terminalEffects(output),
        ...(/:\/\/(?!docs\.aws\.amazon\.com\/)|\bwww\./i.test(output) ? ['a link'] : []),
        ...moreLines(output, String(JSON.parse(snsOf(kind, PLAIN).Message).email)),
      ],
    },
    {
      name: `the JSON and the attributes of a ${kind}`,
      render: (name) => `${snsOf(kind, name).Message}${JSON.stringify(snsOf(kind, name).MessageAttributes)}`,
      verdict: notAscii,
    },
    {
      name: `the subject of a ${kind}`,
      render: (name) => snsOf(kind, name).Subject ?? '',
      verdict: (output) => [...notAscii(output), ...(output.length < 100 ? [] : ['it is too long'])],
    },
    {
      name: `a chat with a ${kind}`,
      render: (name) => chatOf(kind, name),
      verdict: (output) => inChat(output, chatOf(kind, PLAIN)),
    },
  ]),
  {
    name: 'an event of a bus',
    render: (name) => {
      const event = busEvent(opened(name));
      return 'problem' in event ? '{}' : event.Detail;
    },
    verdict: (output) => [...jsonEffects(output), ...(output.includes('\n') ? ['a second line'] : [])],
  },
  {
    name: 'a finding in Security Hub',
    render: (name) => {
      const { Title, Description, Remediation } = asff(opened(name), hostileFinding(name), SHARD);
      return [Title, Description, Remediation?.Recommendation?.Text].join(' ');
    },
    verdict: (output) => [...terminalEffects(output), ...(output.includes('\n') ? ['a second line'] : [])],
  },
  {
    name: 'a line of the archive',
    render: (name) => new TextDecoder().decode(transitionFile([opened(name)]).body).replace(/\n$/, ''),
    verdict: (output) => [...jsonEffects(output), ...(output.includes('\n') ? ['a second line'] : [])],
  },
  {
    name: 'a report in the archive',
    render: (name) => {
      const { findings } = hostileReport(name);
      return new TextDecoder().decode(gunzipSync(reportFile(sampleReport(findings)).body));
    },
    verdict: jsonEffects,
  },
  {
    name: 'what is remembered',
    render: (name) => {
      const finding = hostileFinding(name);
      const life = { seq: 1, episode: 1, firstSeen: 'a', lastSeen: 'a', lastChanged: 'a' };
      const head = {
        ...emptyHead(SHARD, 'aws'),
        findings: { [finding.id]: { kind: 'active' as const, ...life, finding } },
      };
      const read = parseHead(headBytes(head), SHARD);
      return 'problem' in read ? read.problem : JSON.stringify(read.findings[finding.id]);
    },
    verdict: (output, name) =>
      canonicalJson(JSON.parse(output).finding) === canonicalJson(hostileFinding(name))
        ? []
        : ['it is read as something else'],
  },
];

function opened(name: string): Entry {
  return sampleEntry({}, { ...hostileFinding(name), id: 'v1-01' });
}

function messageOf(kind: Message['kind'], name: string): Message {
  const [entry, loss] = [
    opened(name),
    sampleLoss({}, { source: name, why: name, resource: name, action: name }),
  ];
  const entries =
    kind === 'single'
      ? [entry]
      : [
          { ...entry, isBaseline: true },
          { ...loss, isBaseline: true },
        ];
  const [message] = planMessages(entries, 'info', 20).messages;
  if (message?.kind !== kind) throw new Error(`there is no ${kind}`);
  return message;
}

function snsOf(kind: Message['kind'], name: string): SnsMessage {
  return snsMessage(messageOf(kind, name), undefined);
}

/** All that a chat shows, a line each. */
function chatOf(kind: Message['kind'], name: string): string {
  const { content, metadata } = JSON.parse(chatMessage(messageOf(kind, name), undefined).Message);
  const { title, description, nextSteps = [], keywords = [] } = content;
  return [title, description, ...nextSteps, ...keywords, metadata.summary].join('\n');
}

/** What stands in code, and what stands around it; a name that ends its code would change the number of both. */
function inChat(output: string, plain: string): readonly string[] {
  const [shown, expected] = [output, plain].map(partsOf);
  const known = new Set(expected?.prose.flatMap((text) => chatEffects(text, 'prose')));
  return [
    ...terminalEffects(output),
    ...moreLines(output, plain),
    ...(shown?.code.flatMap((text) => chatEffects(text, 'code')) ?? []),
    ...(shown?.prose.flatMap((text) => chatEffects(text, 'prose')).filter((effect) => !known.has(effect)) ??
      []),
  ];
}

function partsOf(text: string): { readonly code: readonly string[]; readonly prose: readonly string[] } {
  const parts = text.split('\n').map((line) => line.split('`'));
  return {
    code: parts.flatMap((line) => line.filter((_, index) => index % 2 === 1)),
    prose: parts.flatMap((line) => line.filter((_, index) => index % 2 === 0)),
  };
}

function notAscii(output: string): readonly string[] {
  return /^[\x20-\x7e]*$/.test(output) ? [] : ['more than ASCII'];
}

function jsonEffects(output: string): readonly string[] {
  JSON.parse(output);
  return /[\p{Cc}\p{Cs}]/u.test(output) ? ['a control character'] : [];
}

function moreLines(output: string, plain: string): readonly string[] {
  const [found, expected] = [output, plain].map((each) => each.split('\n').length);
  return (found ?? 0) <= (expected ?? 0) ? [] : [`${found} lines instead of ${expected}`];
}
