import type { PolicyJson } from '../findings/finding.ts';
import { printableJson } from '../findings/printable.ts';
import { escapeMarkdown, markdownCode } from './escape.ts';

/**
 * A message as rules write them, for GitHub-flavoured Markdown: what stands between backticks becomes code. A name with
 * a backtick of its own shifts what is code and what is not, and each part is escaped for what it then is.
 */
export function markdownProse(message: string): string {
  const parts = message.split('`');
  const isClosed = parts.length % 2 === 1;
  const told = parts.map((part, index) => {
    if (index % 2 === 0) return betweenCode(part);
    return isClosed || index < parts.length - 1 ? markdownCode(part) : betweenCode(`\`${part}`);
  });
  return told.join('');
}

/** One space on either side belongs to the prose, and is no part of what is escaped. */
function betweenCode(text: string): string {
  const [, before = '', inner = '', after = ''] = /^( ?)(.*?)( ?)$/s.exec(text) ?? [];
  return `${before}${escapeMarkdown(inner)}${after}`;
}

/** A policy as a block of code: every line of it begins with a space, a brace or a bracket, so none closes the block. */
export function markdownPolicy(policy: PolicyJson): string {
  return `\`\`\`json\n${printableJson(policy)}\n\`\`\``;
}
