import { digest } from '../findings/fingerprint.ts';
import { asciiJson } from './ascii-json.ts';
import type { FindingChange, News } from './changes.ts';
import { digestText, placeText, storyText, within } from './chat-text.ts';
import { accountOf, isFinding, isRestored, titleOf, valuesOf } from './facts.ts';
import { changesIn, type Message } from './messages.ts';
import { attributesOf, type SnsMessage } from './sns-message.ts';

/**
 * A custom notification of Amazon Q Developer in chat applications, which drops without a word what has another shape.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
interface Notification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords?: readonly string[];
  };
  readonly metadata: {
    /** What has the same is shown as one thread. */
    readonly threadId?: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources?: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/**
 * Characters on the wire. The documentation names no limits; with these the whole stays below 10,000, which the chats
 * behind it take.
 */
const LENGTHS = { title: 240, step: 400, keyword: 60, resource: 250, context: 100 } as const;

const MOST_STEPS = 3;
const MOST_KEYWORDS = 10;
const MOST_RESOURCES = 5;

/** The message for a chat, with the same attributes as a mail. */
export function chatMessage(message: Message, reportPlace: string | undefined): SnsMessage {
  return {
    Message: asciiJson(notificationOf(message, reportPlace)),
    MessageAttributes: attributesOf(message),
  };
}

function notificationOf(message: Message, reportPlace: string | undefined): Notification {
  const changes = changesIn(message);
  const findings = changes.filter(isFinding);
  const title = within(LENGTHS.title, titleOf(message));
  const steps = nextSteps(message, reportPlace);
  const keywords = keywordsOf(findings);
  const relatedResources = resourcesOf(findings);
  const accounts = valuesOf(changes, accountOf).join(', ');
  return {
    version: '1.0',
    source: 'custom',
    id: idOf(message),
    content: {
      textType: 'client-markdown',
      title,
      description: message.kind === 'single' ? storyText(message.change) : digestText(changes),
      ...(steps.length === 0 ? {} : { nextSteps: steps }),
      ...(keywords.length === 0 ? {} : { keywords }),
    },
    metadata: {
      ...(message.kind === 'single' ? { threadId: within(LENGTHS.keyword, message.change.finding.id) } : {}),
      summary: title,
      eventType: eventOf(message),
      ...(relatedResources.length === 0 ? {} : { relatedResources }),
      additionalContext: { accountId: within(LENGTHS.context, accounts) },
    },
  };
}

/** The same for the same entries, so that who gets the message twice can tell. */
function idOf(message: Message): string {
  const ids = changesIn(message).flatMap(({ entries }) => entries.map(({ id }) => id));
  return `plumbline-${digest(ids)}`;
}

const EVENTS: Readonly<Record<News, string>> = {
  opened: 'Finding Opened',
  reopened: 'Finding Reopened',
  worse: 'Finding Changed',
  changed: 'Finding Changed',
  resolved: 'Finding Resolved',
};

function eventOf(message: Message): string {
  if (message.kind === 'single') return EVENTS[message.change.news];
  if (message.changes.some(isFinding)) return 'Findings Digest';
  return message.changes.every(isRestored) ? 'Coverage Restored' : 'Coverage Incomplete';
}

function nextSteps(message: Message, reportPlace: string | undefined): readonly string[] {
  const place =
    reportPlace === undefined ? [] : [`Read the whole report: ${placeText(LENGTHS.step, reportPlace)}`];
  if (message.kind === 'single') {
    const { news, finding } = message.change;
    return news === 'resolved' ? place : [...told([finding.remedy.text], 1, LENGTHS.step), ...place];
  }
  const losses = message.changes.filter((change) => change.kind === 'coverage');
  const actions = new Set(
    losses.flatMap((loss) => (isRestored(loss) ? [] : (loss.episode.gap.action ?? []))),
  );
  const grants = [...actions].map((action) => within(LENGTHS.step, `Grant ${action} to the auditor`));
  return [...place, ...grants].slice(0, MOST_STEPS);
}

function keywordsOf(findings: readonly FindingChange[]): readonly string[] {
  const words = [
    ...valuesOf(findings, ({ finding }) => finding.severity),
    ...valuesOf(findings, ({ finding }) => finding.ruleId),
  ];
  return told(words, MOST_KEYWORDS, LENGTHS.keyword);
}

function resourcesOf(findings: readonly FindingChange[]): readonly string[] {
  const arns = new Set(findings.flatMap(({ finding }) => [finding.resource.arn, finding.role.arn]));
  return told([...arns], MOST_RESOURCES, LENGTHS.resource);
}

/** The first of them; an entry without text is none. */
function told(texts: readonly string[], most: number, length: number): readonly string[] {
  const filled = texts.filter((text) => text !== '');
  return filled.slice(0, most).map((text) => within(length, text));
}
