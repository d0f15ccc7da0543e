import { parseArn } from '../model/arn.ts';
import type { ParameterValue } from '../model/definition-value.ts';
import { escapeLiteral } from '../policy/pattern.ts';
import { type Place, regionalArn } from './call.ts';
import type { Spellings } from './grant.ts';
import type { Needs } from './named-role.ts';
import { allowedFor, gapping, granting, NOTHING, requiredFor } from './needs.ts';
import { stemOf } from './parameter.ts';
import { gapAt, type RequestPart, valueIn } from './request-part.ts';

/**
 * Writing objects that are encrypted with the key of a field. The templates name Encrypt; what S3 asks of whoever
 * writes is GenerateDataKey, and Decrypt for an object in several parts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function encrypts(part: RequestPart, path: string): Needs {
  return keyNeeds(part, path, {
    required: 'kms:GenerateDataKey',
    allowed: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:DescribeKey'],
    documented: ['kms:Encrypt'],
    // What CDK grants to whoever encrypts.
    generated: ['kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  });
}

/**
 * Attaching volumes that are encrypted with the key of a field. Whoever makes the job may hold the grant instead of the
 * role, so that it is never certain that the role lacks it.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html
 */
export function attachesVolumes(part: RequestPart, path: string): Needs {
  return keyNeeds(part, path, {
    required: 'kms:CreateGrant',
    allowed: ['kms:CreateGrant', 'kms:DescribeKey'],
  });
}

/** What the key of a field justifies, although the role itself does not use it for certain. */
export function mayUseKey(part: RequestPart, path: string): Needs {
  return keyNeeds(part, path, {
    allowed: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
  });
}

interface KeyUse {
  readonly required?: string;
  readonly allowed: readonly string[];
  readonly documented?: readonly string[];
  readonly generated?: readonly string[];
}

function keyNeeds(part: RequestPart, path: string, use: KeyUse): Needs {
  const key = keyIn(valueIn(part, path), part.request.place);
  if (key === undefined) return NOTHING;
  if (key === 'unreadable')
    return gapping(gapAt(part, path, 'unsupported', 'it is no key of KMS that this version reads'));
  const { required, allowed, documented = [], generated = [] } = use;
  const { resources, quantifier } = key;
  const ask = { resources, need: 'key', source: 'docs-2023' } as const;
  return granting(
    ...(required === undefined || key.isDoubtful
      ? []
      : requiredFor(part, path, { ...ask, actions: [required], quantifier, confidence: 'potential' })),
    ...allowedFor(part, path, { ...ask, actions: allowed }),
    ...allowedFor(part, path, { ...ask, actions: documented, need: 'documented' }),
    ...allowedFor(part, path, { ...ask, actions: generated, need: 'documented', source: 'cdk' }),
  );
}

interface Key {
  readonly resources: Spellings;
  readonly quantifier: 'all' | 'some';
  /** True where only a run knows whether there is a key that the role has to be allowed at all. */
  readonly isDoubtful: boolean;
}

/**
 * A key by its ARN or its ID; an alias does not tell its key. The keys of AWS are open to the whole account.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 */
function keyIn(value: ParameterValue, place: Place): Key | 'unreadable' | undefined {
  if (value.kind === 'absent') return undefined;
  const stem = stemOf(value);
  if (value.kind === 'literal') return stem === undefined ? undefined : literalKey(stem, place);
  const arn = stem === undefined ? undefined : parseArn(stem);
  if (stem !== undefined && arn?.service === 'kms' && arn.resource.startsWith('key/'))
    return { resources: [`${escapeLiteral(stem)}*`], quantifier: 'some', isDoubtful: false };
  const any = `arn:${escapeLiteral(place.partition)}:kms:*:*:key/*`;
  return { resources: [any], quantifier: 'some', isDoubtful: true };
}

const KEY_ID = /^(mrk-)?[0-9a-f][0-9a-f-]{30,35}$/;
const AWS_ALIAS = /^alias\/aws\//;
const ALIAS = /^alias\/[\w/-]+$/;

function literalKey(text: string, place: Place): Key | 'unreadable' | undefined {
  const arn = parseArn(text);
  const isArn = arn !== undefined && arn.service === 'kms';
  const name = isArn ? arn.resource : text;
  if (AWS_ALIAS.test(name)) return undefined;
  const certain = { isDoubtful: false } as const;
  if (ALIAS.test(name))
    return { ...certain, resources: [regionalArn(isArn ? arn : place, 'kms', 'key/*')], quantifier: 'some' };
  if (isArn && /^key\/[\w-]+$/.test(name))
    return { ...certain, resources: [escapeLiteral(text)], quantifier: 'all' };
  if (KEY_ID.test(text))
    return { ...certain, resources: [regionalArn(place, 'kms', `key/${text}`)], quantifier: 'all' };
  return 'unreadable';
}
