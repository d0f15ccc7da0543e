import { asArray, isRecord, own } from '../model/json.ts';
import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';

const SERVICES = /^(states|sagemaker)\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;

/** True for a role whose trust policy names Step Functions or SageMaker, and for one that Service Catalog uses for SageMaker. */
export function isInScope({ trust, name }: Role): boolean {
  if (name.startsWith('AmazonSageMakerServiceCatalogProducts')) return true;
  const document = readValue(trust.document);
  const statements = isRecord(document) ? own(document, 'Statement') : undefined;
  return (Array.isArray(statements) ? asArray(statements) : [statements]).some(namesService);
}

function namesService(statement: unknown): boolean {
  const principal = isRecord(statement) ? own(statement, 'Principal') : undefined;
  const services = isRecord(principal) ? own(principal, 'Service') : undefined;
  return [services].flat().some((service) => typeof service === 'string' && SERVICES.test(service));
}
