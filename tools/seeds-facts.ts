import { AUTHORIZATION } from './seeds/authorization.ts';
import { EXECUTION_ROLES } from './seeds/execution-roles.ts';
import type { Seed } from './seeds/fact.ts';
import { SERVICE_CATALOG } from './seeds/service-catalog.ts';
import { STEP_FUNCTIONS_TEMPLATES } from './seeds/step-functions-templates.ts';
import { WORKS_WITH_IAM } from './seeds/works-with-iam.ts';

/** The five documents that the product was asked for from, and what of them can be checked. */
export const SEEDS: readonly Seed[] = [
  STEP_FUNCTIONS_TEMPLATES,
  WORKS_WITH_IAM,
  EXECUTION_ROLES,
  SERVICE_CATALOG,
  AUTHORIZATION,
];
