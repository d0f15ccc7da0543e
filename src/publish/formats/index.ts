import type { Format } from '../format.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** Every format, in the order of the alphabet. */
export const formats: readonly Format[] = [html, json, markdown, sarif, text];
