import type { RemedyForm } from '../remedy-form.ts';
import { awsCli } from './aws-cli.ts';
import { cloudformation } from './cloudformation.ts';
import { json } from './json.ts';
import { terraform } from './terraform.ts';

/** Every form, the one that is always true first. */
export const remedyForms: readonly RemedyForm[] = [json, awsCli, cloudformation, terraform];
