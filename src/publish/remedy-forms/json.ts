import { printableJson } from '../../findings/printable.ts';
import { type RemedyForm, written } from '../remedy-form.ts';

/** The policy document alone. */
export const json: RemedyForm = {
  name: 'json',
  label: 'JSON',
  write: ({ policy }) => written(printableJson(policy)),
};
