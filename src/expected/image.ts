import type { ParameterValue } from '../model/definition-value.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import type { ManyAsk } from './call.ts';
import type { Because, ExpectedGrant, Spellings } from './grant.ts';
import type { Needs } from './named-role.ts';
import { allowedFor, gapping, granting, NOTHING, requiredFor } from './needs.ts';
import { stemOf } from './parameter.ts';
import { type Registry, registryOf } from './registry.ts';
import { gapAt, isCertain, type RequestPart, textIn, valueIn } from './request-part.ts';

/** What fetching an image asks for. */
export const PULL = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
] as const;

/** How an image is fetched. */
export interface Fetching {
  /** The field that says whether the image lies in a private registry outside of ECR. */
  readonly accessMode?: string;
  /** True where nobody has published whether the role needs to be able to pull an image of AWS here. */
  readonly spareAws?: boolean;
}

/**
 * Pulling the image that a field names with the role of the job or model.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export function pulls(part: RequestPart, path: string, fetching: Fetching = {}): Needs {
  const value = valueIn(part, path);
  if (value.kind === 'absent') return NOTHING;
  const stem = stemOf(value);
  const registry = stem === undefined ? undefined : registryOf(stem);
  if (registry !== undefined) return pullsFrom(part, path, registry, value, fetching);
  const mayBePrivate = isElsewhere(part, fetching.accessMode);
  if (value.kind !== 'literal') {
    const mayBeSpared = mayBePrivate || fetching.spareAws === true || !mayBeRegistry(stem ?? '');
    return unknownImage(part, path, isCertain(value) && !mayBeSpared);
  }
  if (mayBePrivate || stem === undefined) return NOTHING;
  return gapping(gapAt(part, path, 'unsupported', 'it is no image of Amazon ECR'));
}

/** Where the text begins like the account of a registry in ECR, or where nothing of it is known. */
function mayBeRegistry(stem: string): boolean {
  return /^(\d{0,12}$|\d{12}\.)/.test(stem);
}

function isElsewhere(part: RequestPart, accessMode: string | undefined): boolean {
  if (accessMode === undefined || valueIn(part, accessMode).kind === 'absent') return false;
  return textIn(part, accessMode) !== 'Platform';
}

function pullsFrom(
  part: RequestPart,
  path: string,
  registry: Registry,
  { kind }: ParameterValue,
  { spareAws = false }: Fetching,
): Needs {
  const { region, accountId, owner, isClosed } = registry;
  const isOpen = kind === 'prefix' && !isClosed;
  const partition = escapeLiteral(part.request.place.partition);
  const name = `${escapeLiteral(registry.repository)}${isOpen ? '*' : ''}`;
  const repository = `arn:${partition}:ecr:${region}:${accountId}:repository/${name}`;
  const isSpared = owner === 'aws' && spareAws;
  const quantifier = isOpen ? 'some' : 'all';
  const confidence = owner === 'aws' ? 'potential' : 'confirmed';
  return granting(
    ...(isSpared ? [] : pullGrants(part, path, [repository], quantifier, confidence)),
    ...loosePullGrants(part, path, looseRepository(part, repository, registry)),
    ...tokenGrants(part, path, !isSpared),
  );
}

/** All that AWS publishes for SageMaker is as good as the one image: nothing of the customer's lies there. */
function looseRepository(
  { request }: RequestPart,
  repository: string,
  { owner, accountId }: Registry,
): Spellings {
  return owner === 'aws'
    ? [`arn:${escapeLiteral(request.place.partition)}:ecr:*:${accountId}:repository/*`]
    : [repository];
}

function unknownImage(part: RequestPart, path: string, isGiven: boolean): Needs {
  const partition = escapeLiteral(part.request.place.partition);
  const resources = [`arn:${partition}:ecr:*:*:repository/*`] as const;
  return granting(
    ...(isGiven ? pullGrants(part, path, resources, 'some', 'potential') : []),
    ...loosePullGrants(part, path, resources),
    ...tokenGrants(part, path, isGiven),
  );
}

function pullGrants(
  part: RequestPart,
  path: string,
  resources: Spellings,
  quantifier: ExpectedGrant['quantifier'],
  confidence: Because['confidence'],
): readonly ExpectedGrant[] {
  const ask = { actions: PULL, resources, quantifier, need: 'pull', source: 'api', confidence } as const;
  return requiredFor(part, path, ask);
}

function loosePullGrants(part: RequestPart, path: string, resources: Spellings): readonly ExpectedGrant[] {
  return allowedFor(part, path, { actions: PULL, resources, need: 'pull', source: 'docs-2023' });
}

/** The action knows no resource. Only templates tell that it is needed. */
function tokenGrants(part: RequestPart, path: string, isNeeded: boolean): readonly ExpectedGrant[] {
  return [...(isNeeded ? requiredFor(part, path, TOKEN) : []), ...allowedFor(part, path, TOKEN)];
}

const TOKEN: ManyAsk = {
  actions: ['ecr:GetAuthorizationToken'],
  resources: ['*'],
  need: 'pull',
  source: 'docs-2023',
  confidence: 'potential',
};
