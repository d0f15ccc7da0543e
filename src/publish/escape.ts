import { printable } from '../findings/printable.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '`': "'" };

/**
 * Text in the markdown of a chat: no mention, no link, no code, no line of its own.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function escapeChat(text: string): string {
  return escapeChatCode(text);
}

/** The same for text that stands between the backticks of a chat. */
export function escapeChatCode(text: string): string {
  return escapeMail(text)
    .replace(/[&<>`]/g, (character) => ENTITIES[character] ?? character)
    .replaceAll('@', '(at)')
    .replaceAll('](', '] (');
}

/** A line of a mail without mark-up, whose reader makes links of addresses. */
export function escapeMail(text: string): string {
  return printable(text).replaceAll('://', '[:]//');
}
