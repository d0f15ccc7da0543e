import { styleText } from 'node:util';
import type { Severity } from '../findings/finding.ts';
import { columnsOf } from './columns.ts';
import type { Canvas } from './format.ts';

type Style = Parameters<typeof styleText>[0];

/** Paints text where the canvas has colours, and leaves it alone elsewhere. */
export function paint(canvas: Canvas, style: Style, text: string): string {
  return canvas.color ? styleText(style, text, { validateStream: false }) : text;
}

const STYLE_OF: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'gray',
};

/** The severity in capitals, always eight columns wide. */
export function severityLabel(canvas: Canvas, severity: Severity): string {
  return paint(canvas, STYLE_OF[severity], severity.toUpperCase()) + ' '.repeat(8 - severity.length);
}

/**
 * Breaks prose between words, the first line behind `first`, every other behind `indent`; a word that is longer than the line
 * stays whole.
 */
export function wrap(text: string, indent: string, canvas: Canvas, first: string = indent): string {
  const lines: string[] = [];
  let line = first;
  let columns = columnsOf(first);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const width = columnsOf(word);
    if (!isEmpty && columns + 1 + width > canvas.width) {
      lines.push(line.trimEnd());
      line = `${indent}${word}`;
      columns = columnsOf(indent) + width;
      isEmpty = word === '';
    } else {
      line += isEmpty ? word : ` ${word}`;
      columns += width + (isEmpty ? 0 : 1);
      isEmpty = false;
    }
  }
  return [...lines, line].join('\n');
}

/** `a, b, c and 4 more`. */
export function few(values: readonly string[], most: number): string {
  const more = values.length - most;
  return more > 0 ? `${values.slice(0, most).join(', ')} and ${more} more` : values.join(', ');
}

/** `1 role`, `2 roles`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
