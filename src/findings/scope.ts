import { parseArn } from '../model/arn.ts';
import { asArray, isRecord, own } from '../model/json.ts';
import { readValue } from '../model/read.ts';
import type { Role } from '../model/role.ts';

const SERVICES = /^(states|sagemaker)\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/;

/** True for a role whose trust policy names Step Functions or SageMaker, and for one that Service Catalog uses for SageMaker. */
export function isInScope(role: Role): boolean {
  if (isServiceCatalogs(role)) return true;
  const document = readValue(role.trust.document);
  const statements = isRecord(document) ? own(document, 'Statement') : undefined;
  return (Array.isArray(statements) ? asArray(statements) : [statements]).some(namesService);
}

/** Roles that AWS makes for the projects of SageMaker, and that Service Catalog uses by their names. */
export function isServiceCatalogs({ name }: Role): boolean {
  return name.startsWith('AmazonSageMakerServiceCatalogProducts');
}

function namesService(statement: unknown): boolean {
  const principal = isRecord(statement) ? own(statement, 'Principal') : undefined;
  const services = isRecord(principal) ? own(principal, 'Service') : undefined;
  return [services].flat().some((service) => typeof service === 'string' && SERVICES.test(service));
}

/**
 * A role that belongs to a service, which alone may use and change it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export function isServiceLinked(roleArn: string): boolean {
  const arn = parseArn(roleArn);
  return arn?.service === 'iam' && arn.resource.startsWith('role/aws-service-role/');
}
