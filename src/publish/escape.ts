import { printable } from '../findings/printable.ts';

/** Where a spreadsheet would begin a formula, also one that splits cells elsewhere than at a comma. */
const CELL_STARTS = /(?<=^|[;,|"])(?=\p{White_Space}*(\P{White_Space}))/gu;
/** What begins a formula, when NFKC has made the half-width and full-width forms one; with the minus of mathematics. */
const FORMULA_START = /^[=+\-@\u2212]/;

/**
 * A cell of a CSV file, always quoted: nothing that a spreadsheet would compute, and no second cell or row.
 * https://owasp.org/www-community/attacks/CSV_Injection, RFC 4180
 */
export function escapeCsvCell(text: string): string {
  const plain = printable(text).replace(CELL_STARTS, (_, first: string) =>
    FORMULA_START.test(first.normalize('NFKC')) ? "'" : '',
  );
  return `"${plain.replaceAll('"', '""')}"`;
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text of an HTML element, or the value of a quoted attribute that is not a URL. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"'`]/g, (character) => HTML_ENTITIES[character] ?? character);
}

const MARKDOWN_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Text in GitHub-flavoured Markdown, anywhere in a paragraph, a list or a table: no mark-up, no link, no mention, and no
 * reference to an issue. GitHub looks for the last two when all escapes are gone, so these are spelled otherwise.
 * https://github.github.com/gfm/
 */
export function escapeMarkdown(text: string): string {
  return withoutAddresses(printable(text))
    .replace(/#(?=\d)|\bGH-(?=\d)/gi, (reference) => `${reference} `)
    .replace(/[&<>]/g, (character) => MARKDOWN_ENTITIES[character] ?? character)
    .replace(/[\\`*_~[\]|#!$^]/g, '\\$&')
    .replace(/^\s+|(?<!\s)\s+$/g, (space) => '&#32;'.repeat(space.length))
    .replace(/^(?:[-+=:]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** Text as a code span of GitHub-flavoured Markdown, also within a table; as plain text where no code span can hold it. */
export function markdownCode(text: string): string {
  const plain = printable(text);
  return /[`|]|^ | $|^$/.test(plain) ? escapeMarkdown(plain) : `\`${plain}\``;
}

/** A line of a mail without mark-up, whose reader makes links of addresses. */
export function escapeMail(text: string): string {
  return withoutSchemes(printable(text)).replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}[.]`);
}

const CHAT_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '`': "'" };

/**
 * Text in the markdown of a chat: no mention, no link, no code, no style, no line of its own. A chat knows no escape for
 * the marks of a style, nor for an address, so these are spelled otherwise.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function escapeChat(text: string): string {
  return escapeChatCode(withoutDomains(text))
    .replaceAll('*', '\u2217')
    .replaceAll('~', '\u223c')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\uff3f');
}

/** The same for text that stands between the backticks of a chat, where styles and bare domains are left alone. */
export function escapeChatCode(text: string): string {
  return withoutMentions(withoutSchemes(printable(text)))
    .replace(/[&<>`]/g, (character) => CHAT_ENTITIES[character] ?? character)
    .replaceAll('](', '] (');
}

/** Without what a program would make a link of, or a mention. */
function withoutAddresses(text: string): string {
  return withoutMentions(withoutSchemes(withoutDomains(text)));
}

function withoutMentions(text: string): string {
  return text.replace(/[@\uff20\ufe6b]/g, '(at)');
}

function withoutSchemes(text: string): string {
  return text.replaceAll('://', '[:]//');
}

/** `evil.example` becomes `evil[.]example`; the services of AWS have such names in every policy, and they stay. */
function withoutDomains(text: string): string {
  return text.replace(
    /(?<![\p{L}\p{N}_.-])[a-z0-9-]+\.amazonaws\.com(?:\.cn)?(?![\p{L}\p{N}_.-])|(?<=[\p{L}\p{N}_-])[.\u3002\uff0e\uff61](?=\p{L}[\p{L}\p{N}-])/gu,
    (found) => (found.length === 1 ? '[.]' : found),
  );
}

const LINKED_HOSTS = [
  /^docs\.aws\.amazon\.com$/,
  /^(?:[a-z]{2}(?:-[a-z]+)+-\d\.)?console\.aws\.amazon\.com$/,
  /^(?:[a-z]{2}(?:-[a-z]+)+-\d\.)?console\.amazonaws-us-gov\.com$/,
  /^(?:[a-z]{2}(?:-[a-z]+)+-\d\.)?console\.amazonaws\.cn$/,
];
const LONGEST_URL = 2_048;

/** The URL where it leads to the documentation or the console of AWS, and undefined where it leads anywhere else. */
export function safeUrl(text: string): string | undefined {
  if (text.length > LONGEST_URL || /[^!-~]|\\/.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, href } = new URL(text);
  if (protocol !== 'https:' || `${port}${username}${password}` !== '') return undefined;
  return LINKED_HOSTS.some((host) => host.test(hostname))
    ? href.replace(/['`()[\]|*_~]/g, percent)
    : undefined;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
