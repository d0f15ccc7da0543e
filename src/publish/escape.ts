import { printable } from '../findings/printable.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '`': "'",
  '@': '(at)',
};

/**
 * Text from the account in the markdown of a chat: no mention, no link, no code, no line of its own.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function escapeChat(text: string): string {
  return printable(text)
    .replace(/[&<>`@]/g, (character) => ENTITIES[character] ?? character)
    .replaceAll('](', '] (')
    .replaceAll('://', '[:]//');
}
