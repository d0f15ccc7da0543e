import { actionGlob } from './action-set.ts';
import { type CatalogueAction, catalogue } from './catalogue.ts';
import table from './condition-keys.generated.json' with { type: 'json' };
import { matchesGlob } from './glob.ts';
import { isGlobalKey, nearestGlobalKey } from './global-condition-keys.ts';
import { keysIn, type ServiceKeys } from './key-line.ts';
import { nearestName } from './nearest-name.ts';

/**
 * What the authorization tables say of a condition key in requests for some actions. `undecided` where they do not tell, as for
 * services that the table of keys leaves out.
 */
export type KeyStatus =
  | { readonly kind: 'supported' }
  | { readonly kind: 'undecided' }
  /** No service has it; `nearest` may be what was meant. */
  | { readonly kind: 'unknown'; readonly nearest?: string }
  /** Once documented, and replaced since. */
  | { readonly kind: 'replaced'; readonly by: string }
  /** A key of the service that none of the actions has. */
  | { readonly kind: 'unsupported' };

/** Where the table of keys comes from, and of what day it is. */
export const conditionKeySource: typeof table.source = table.source;

/**
 * Keys that SageMaker's documentation calls deprecated, and one that it has renamed, each with what took its place.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html#amazonsagemaker-policy-keys
 */
export const REPLACED_KEYS: ReadonlyMap<string, string> = new Map([
  ['sagemaker:appnetworkaccess', 'sagemaker:AppNetworkAccessType'],
  ['sagemaker:domainsharingoutputkmskey', 'sagemaker:DomainSharingOutputKmsKeyArn'],
  ['sagemaker:featuregroupofflinestorekmskey', 'sagemaker:FeatureGroupOfflineStoreKmsKeyArn'],
  ['sagemaker:featuregrouponlinestorekmskey', 'sagemaker:FeatureGroupOnlineStoreKmsKeyArn'],
  ['sagemaker:homeefsfilesystemkmskey', 'sagemaker:VolumeKmsKeyArn'],
  ['sagemaker:outputkmskey', 'sagemaker:OutputKmsKeyArn'],
  ['sagemaker:volumekmskey', 'sagemaker:VolumeKmsKeyArn'],
]);

/** `actions` undefined: any. */
export function keyStatus(name: string, actions: readonly CatalogueAction[] | undefined): KeyStatus {
  const key = name.toLowerCase();
  const by = REPLACED_KEYS.get(key);
  if (by !== undefined) return { kind: 'replaced', by };
  if (key.startsWith('aws:requesttag/')) return supportBy(key, actions);
  const service = serviceOf(key);
  if (service === 'aws')
    return isGlobalKey(key) ? SUPPORTED : { kind: 'unknown', ...nearest(nearestGlobalKey(key)) };
  if (isGlobalKey(key)) return SUPPORTED;
  const known = keysOfService(service);
  if (known === undefined) return UNDECIDED;
  const names = [...known.names.keys()];
  if (!hasKey(names, key)) {
    const near = nearestName(key, names.filter(isPlain));
    return { kind: 'unknown', ...nearest(near && known.names.get(near)) };
  }
  return isOfTags(key) || !isUsed(key, known) ? SUPPORTED : supportBy(key, actions);
}

const SUPPORTED: KeyStatus = { kind: 'supported' };
const UNDECIDED: KeyStatus = { kind: 'undecided' };

function nearest(found: string | undefined): { readonly nearest?: string } {
  return found === undefined ? {} : { nearest: found };
}

/** Tags of a resource are told for more actions than the tables say. */
function isOfTags(key: string): boolean {
  return key.includes('tag/');
}

/** Some keys stand in the list of a service and with none of its actions; who can tell what they come with. */
function isUsed(key: string, { ofAction }: ServiceKeys): boolean {
  for (const keys of ofAction.values()) if (hasKey(keys, key)) return true;
  return false;
}

function supportBy(key: string, actions: readonly CatalogueAction[] | undefined): KeyStatus {
  if (actions === undefined || actions.length === 0) return UNDECIDED;
  let open = false;
  for (const { name } of actions) {
    const action = name.toLowerCase();
    const keys = keysOfService(serviceOf(action))?.ofAction.get(action);
    if (keys === undefined) open = true;
    else if (hasKey(keys, key)) return SUPPORTED;
  }
  return open ? UNDECIDED : { kind: 'unsupported' };
}

function serviceOf(name: string): string {
  return name.slice(0, Math.max(name.indexOf(':'), 0));
}

function isPlain(key: string): boolean {
  return !key.includes('*');
}

/** A pattern of the table matches the name of any tag. */
function hasKey(patterns: readonly string[], key: string): boolean {
  return patterns.some(
    (pattern) => pattern === key || (!isPlain(pattern) && matchesGlob(actionGlob(pattern), key)),
  );
}

const LINES: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(table.services));
const READ = new Map<string, ServiceKeys>();

/** The keys of a service, read when it is first asked for; undefined where the table leaves it out. */
function keysOfService(service: string): ServiceKeys | undefined {
  const line = LINES.get(service);
  if (line === undefined) return undefined;
  const known = READ.get(service);
  if (known !== undefined) return known;
  const read = keysIn(service, line, [...catalogue.actionsOf(service).keys()]);
  READ.set(service, read);
  return read;
}
