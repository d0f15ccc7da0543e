import { escapeLiteral } from '../policy/pattern.ts';
import { type Call, regionalArn } from './call.ts';
import type { Spellings } from './grant.ts';
import { stemOf, valueAt } from './parameter.ts';
import type { Target } from './target.ts';

/** What a parameter of Bedrock names, in policy syntax. */
export type BedrockModel =
  | { readonly kind: 'model'; readonly resources: Spellings }
  /** What hands a request on to models of its own choice, in regions of its own choice. */
  | { readonly kind: 'router'; readonly resource: string; readonly models: string }
  | { readonly kind: 'unknown' };

/** https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html */
const GEOGRAPHIES: readonly string[] = ['us', 'us-gov', 'eu', 'apac', 'jp', 'au', 'ca', 'global'];

const ARN = /^arn:[\w-]+:bedrock:[\w-]*:\d*:([a-z-]+)\/(.+)$/s;
const MODELS: readonly string[] = [
  'foundation-model',
  'custom-model',
  'custom-model-deployment',
  'imported-model',
  'provisioned-model',
];
const ROUTERS: readonly string[] = [
  'inference-profile',
  'application-inference-profile',
  'prompt-router',
  'default-prompt-router',
];

/**
 * A model by its ARN or its id. An id with a geography before the provider is that of an inference profile.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-ids.html
 */
export function modelAt(call: Call, parameter: string): BedrockModel {
  const value = valueAt(call, parameter);
  const text = stemOf(value) ?? '';
  const ending = value.kind === 'prefix' ? '*' : '';
  return text.startsWith('arn:') ? modelByArn(call, text, ending) : modelById(call, text, ending);
}

function modelByArn(call: Call, text: string, ending: string): BedrockModel {
  const [, type = '', id = ''] = ARN.exec(text) ?? [];
  const resource = `${escapeLiteral(text)}${ending}`;
  if (MODELS.includes(type)) return { kind: 'model', resources: [resource] };
  if (!ROUTERS.includes(type)) return { kind: 'unknown' };
  return {
    kind: 'router',
    resource,
    models: behindProfile(call, type === 'inference-profile' ? id : '', ending),
  };
}

function modelById(call: Call, id: string, ending: string): BedrockModel {
  const labels = id.split('.');
  const [first = ''] = labels;
  if (labels.length < 2 || id.includes('/')) return { kind: 'unknown' };
  const name = `${escapeLiteral(id)}${ending}`;
  const profile = regionalArn(call.machine, 'bedrock', `inference-profile/${name}`);
  if (GEOGRAPHIES.includes(first))
    return { kind: 'router', resource: profile, models: behindProfile(call, id, ending) };
  const model = foundationModel(call, escapeLiteral(call.machine.region), name);
  // A geography that is not listed, or a name with a dot in it.
  return { kind: 'model', resources: labels.length === 2 ? [model] : [model, profile] };
}

/** The id of a profile is that of its model behind the geography; any region may be reached. */
function behindProfile(call: Call, profileId: string, ending: string): string {
  const [, ...labels] = profileId.split('.');
  const known = labels.length > 1 || (labels.length === 1 && ending === '*');
  return foundationModel(call, '*', known ? `${escapeLiteral(labels.join('.'))}${ending}` : '*');
}

/** Foundation models belong to no account. */
function foundationModel({ machine }: Call, region: string, name: string): string {
  return `arn:${escapeLiteral(machine.partition)}:bedrock:${region}::foundation-model/${name}`;
}

/** A model as the request names it. Where only its beginning is known, templates grant as for an unknown one. */
export function writtenModel(call: Call, parameter: string, exact: Spellings): Target {
  const open = valueAt(call, parameter).kind === 'prefix' ? ['*'] : [];
  return { exact, loose: [...exact, ...open], quantifier: 'all' };
}

/** Of any region and account, and of any kind. */
export function anyModel({ machine }: Call): Target {
  const exact = `arn:${escapeLiteral(machine.partition)}:bedrock:*:*:*`;
  return { exact: [exact], loose: [exact, '*'], quantifier: 'some' };
}
