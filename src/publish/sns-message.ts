import type { Entry } from '../findings/entry.ts';
import { printable } from '../findings/printable.ts';
import { asciiJson, wireLength } from './ascii-json.ts';
import type { Change } from './changes.ts';
import { accountOf, isFinding, isRestored, titleOf, valuesOf } from './facts.ts';
import { textOf } from './message-text.ts';
import { changesIn, type Message } from './messages.ts';
import { withinBudget } from './within-budget.ts';

/** The parts of an SNS Publish request that depend on the message. */
export interface SnsMessage {
  readonly Subject?: string;
  readonly MessageStructure?: 'json';
  readonly Message: string;
  readonly MessageAttributes: Record<string, SnsAttribute>;
}

export interface SnsAttribute {
  readonly DataType: 'String' | 'String.Array';
  readonly StringValue: string;
}

/**
 * SNS refuses more than 256 KiB for body and attributes together; the rest is left to names and quotes.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const MOST_BYTES = 250 * 1024;
const LONGEST_SUBJECT = 99;

/** Protocols of programs; each carries its own copy of the JSON, and all copies count against the limit. */
const PROGRAM_PROTOCOLS = ['sqs', 'lambda', 'https', 'http'] as const;

/** One message with a text for people (`default`, `email`) and its entries as JSON for programs, cut to what SNS accepts. */
export function snsMessage(message: Message, reportPlace: string | undefined): SnsMessage {
  const text = textOf(message, reportPlace);
  const entries = changesIn(message)
    .flatMap((change) => change.entries)
    .map(programEntry);
  const attributes = attributesOf(message);
  const empty = assemble(text, asciiJson({ schemaVersion: 1, entries: [], omitted: entries.length }));
  const budget = MOST_BYTES - empty.length - asciiJson(attributes).length;
  const sent = withinBudget(entries, budget, costOf);
  const body = { schemaVersion: 1, entries: sent, omitted: entries.length - sent.length };
  return {
    Subject: plainAscii(printable(titleOf(message))).slice(0, LONGEST_SUBJECT),
    MessageStructure: 'json',
    Message: assemble(text, asciiJson(body)),
    MessageAttributes: attributes,
  };
}

function assemble(text: string, body: string): string {
  const variants: Record<string, string> = { default: text, email: text };
  for (const protocol of PROGRAM_PROTOCOLS) variants[protocol] = body;
  return asciiJson(variants);
}

/** Characters that an item takes in the message: quoted twice, with its comma, once for each protocol. */
function costOf(item: unknown): number {
  return (wireLength(asciiJson(item)) + 1) * PROGRAM_PROTOCOLS.length;
}

/** An entry as programs read it. */
function programEntry({ shard, body, ...entry }: Entry): object {
  const where = { accountId: shard.accountId, region: shard.region };
  if (body.kind === 'finding') return { ...entry, ...where, episode: body.episode, finding: body.finding };
  const { gap, count, since, isOpen } = body.episode;
  return { ...entry, ...where, coverage: { ...gap, count, since, isOpen } };
}

function plainAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, '?');
}

/**
 * What subscriptions filter by: each attribute has every value that occurs in the message. A message about coverage alone
 * has no rule and the severity `info`.
 */
export function attributesOf(message: Message): Record<string, SnsAttribute> {
  const changes = changesIn(message);
  const findings = changes.filter(isFinding);
  const rules = valuesOf(findings, ({ finding }) => finding.ruleId);
  const severities = valuesOf(findings, ({ finding }) => finding.severity);
  const states = valuesOf(changes, stateOf);
  return {
    severity: attribute(severities.length === 0 ? ['info'] : severities),
    accountId: attribute(valuesOf(changes, accountOf).map(plainAscii)),
    status: attribute(states),
    ...(rules.length === 0 ? {} : { ruleId: attribute(rules) }),
    ...(message.kind === 'single' ? { findingId: attribute([message.change.finding.id]) } : {}),
  };
}

/** The states of a finding in a report. */
const STATUS = {
  opened: 'new',
  reopened: 'reopened',
  worse: 'changed',
  changed: 'changed',
  resolved: 'resolved',
} as const;

function stateOf(change: Change): string {
  if (isFinding(change)) return STATUS[change.news];
  return isRestored(change) ? 'restored' : 'incomplete';
}

/** A filter policy matches text and any element of an array alike. */
function attribute(values: readonly string[]): SnsAttribute {
  const [only] = values;
  if (only !== undefined && values.length === 1) return { DataType: 'String', StringValue: only };
  return { DataType: 'String.Array', StringValue: asciiJson(values) };
}
