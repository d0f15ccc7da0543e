import type { Format } from '../format.ts';
import { asff } from './asff.ts';
import { csv } from './csv.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { ocsf } from './ocsf.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** Every format, in the order of the alphabet. */
export const formats: readonly Format[] = [asff, csv, html, json, markdown, ocsf, sarif, text];
