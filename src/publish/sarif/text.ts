import { clip, shortLine } from '../clip.ts';

/** A description of a rule may have 1,024 characters on GitHub; a message has no limit there. */
export const LONGEST = { description: 1_024, name: 2_048, message: 8_000 } as const;

/**
 * One line for the `text` of a message: no link, neither of SARIF (`[text](target)`) nor one that a viewer makes of an
 * address, and not too long. Nobody follows an address of S3, so that it stays.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html (3.11.6)
 */
export function sarifText(text: string, most: number = LONGEST.message, instead = 'unknown'): string {
  const line = text.trim() === '' ? instead : text;
  const plain = shortLine(line, most)
    .replaceAll('](', '] (')
    .replace(/(?<!\bs3):\/\//g, '[:]//');
  return clip(plain, most);
}

/** A name that is no message: nothing in it is read as mark-up. */
export function sarifName(text: string): string {
  return shortLine(text, LONGEST.name);
}
