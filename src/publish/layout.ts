import { styleText } from 'node:util';
import type { Severity } from '../findings/finding.ts';
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
  return paint(canvas, STYLE_OF[severity], severity.toUpperCase().padEnd(8));
}

/** Breaks prose between words, every line behind `indent`; a word that is longer than the line stays whole. */
export function wrap(text: string, indent: string, canvas: Canvas): string {
  const width = Math.max(canvas.width - indent.length, 40);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${indent}${each}`).join('\n');
}

export function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => `${indent}${line}`)
    .join('\n');
}

/** `1 role`, `2 roles`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
