import type { ParameterValue } from '../model/definition-value.ts';
import type { ItemReader, MapStorage, ResultWriter } from '../model/map-storage.ts';
import { type Bucket, bucketOf, objectsIn, parameterOf, textPattern } from './bucket.ts';
import { type Asker, allowed, type Machine, regionalArn, required } from './call.ts';
import type { Expectation, ExpectationGap } from './grant.ts';
import { parseTaskResource } from './task-resource.ts';

type Part = Pick<Expectation, 'grants' | 'gaps'>;

/** The policy of a bucket may grant by itself what the role does not, and is not read. */
const POTENTIALLY = { need: 'create', confidence: 'potential' } as const;
const LOOSELY = { quantifier: 'all', need: 'create' } as const;

/**
 * What reading the items asks for: without it the Map Run does not start.
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html
 */
export function itemReaderExpectation(asker: Asker, reader: ItemReader, machine: Machine): Part {
  const bucket = bucketOf(reader, machine);
  const api = apiOf(reader);
  if (bucket !== undefined && api === 's3:getObject')
    return decrypting(asker, machine, fileExpectation(asker, reader, bucket));
  if (bucket !== undefined && api === 's3:listObjectsV2') {
    const listed = listExpectation(asker, reader, bucket);
    return reader.transformation === 'LOAD_AND_FLATTEN' ? decrypting(asker, machine, listed) : listed;
  }
  return unknownStorage(asker, reader, 'ItemReader');
}

/**
 * Whoever reads an object that is encrypted with a key has to be allowed to decrypt with it; which one it is, no definition says.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
function decrypting(asker: Asker, machine: Machine, { grants, gaps }: Part): Part {
  const keys = [regionalArn(machine, 'kms', 'key/*')] as const;
  const ask = { ...LOOSELY, need: 'documented', source: 'api' } as const;
  return { grants: [...grants, allowed(asker, { ...ask, action: 'kms:Decrypt', resources: keys })], gaps };
}

/** Formats in which one file holds the items; a manifest, and maybe a format of a later version, names further files. */
const ONE_FILE: readonly string[] = ['CSV', 'JSON', 'JSONL', 'PARQUET'];

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
function fileExpectation(asker: Asker, reader: ItemReader, bucket: Bucket): Part {
  const key = textPattern(parameterOf(reader, 'Key'));
  const version = parameterOf(reader, 'VersionId');
  const { inputType, manifestType } = reader;
  const isOneFile = manifestType === undefined && (inputType === undefined || ONE_FILE.includes(inputType));
  const resources = objectsIn(bucket.arns, key.pattern);
  const quantifier = bucket.exact && key.exact ? 'all' : 'some';
  const loose = { ...LOOSELY, resources: isOneFile ? objectsIn(bucket.loose, '*') : (['*'] as const) };
  const action = readingOf(version);
  return {
    grants: [
      ...(action === undefined
        ? []
        : [required(asker, { ...POTENTIALLY, action, resources, quantifier, source: 'api' })]),
      allowed(asker, { ...loose, action: 's3:GetObject', source: 'cdk' }),
      ...(version.kind === 'absent'
        ? []
        : [allowed(asker, { ...loose, action: 's3:GetObjectVersion', source: 'api' })]),
    ],
    gaps: [
      ...(action === undefined ? [undecided(reader, 'whether a version of the object is read')] : []),
      ...(isOneFile ? [] : [undecided(reader, 'which further objects hold the items')]),
    ],
  };
}

/**
 * A version of an object is read with an action of its own, and with that alone; `undefined` where only a run knows
 * whether there is a version.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
function readingOf(version: ParameterValue): 's3:GetObject' | 's3:GetObjectVersion' | undefined {
  if (version.kind === 'absent') return 's3:GetObject';
  return version.kind === 'dynamic' && !version.present ? undefined : 's3:GetObjectVersion';
}

/** Objects are listed, and read only where the items are taken from their content. */
function listExpectation(asker: Asker, reader: ItemReader, bucket: Bucket): Part {
  const prefix = textPattern(parameterOf(reader, 'Prefix'));
  const ask = { ...POTENTIALLY, source: 'docs-2025' } as const;
  const loose = { ...LOOSELY, source: 'docs-2025' } as const;
  return {
    grants: [
      required(asker, {
        ...ask,
        action: 's3:ListBucket',
        resources: bucket.arns,
        quantifier: bucket.exact ? 'all' : 'some',
        context: prefixContext(parameterOf(reader, 'Prefix')),
      }),
      allowed(asker, { ...loose, action: 's3:ListBucket', resources: bucket.loose }),
      ...(reader.transformation === 'LOAD_AND_FLATTEN'
        ? [
            required(asker, {
              ...ask,
              action: 's3:GetObject',
              resources: objectsIn(bucket.arns, prefix.exact ? `${prefix.pattern}*` : prefix.pattern),
              quantifier: 'some',
            }),
          ]
        : []),
      allowed(asker, { ...loose, action: 's3:GetObject', resources: objectsIn(bucket.loose, '*') }),
      ...['s3:Get*', 's3:List*'].map((action) =>
        allowed(asker, {
          ...LOOSELY,
          action,
          resources: bucket.loose.includes('*') ? ['*'] : [...bucket.loose, ...objectsIn(bucket.loose, '*')],
          need: 'documented',
          source: 'serverless',
        }),
      ),
    ],
    gaps: [],
  };
}

/** The documented template restricts the list by the prefix that the request carries. */
function prefixContext(prefix: ParameterValue): Readonly<Record<string, string>> {
  return prefix.kind === 'literal' && typeof prefix.value === 'string' ? { 's3:prefix': prefix.value } : {};
}

/** Only the first is known to fail the Map Run; what fails without the others is not published. */
const WRITES = [
  ['s3:PutObject', 'create'],
  ['s3:GetObject', 'config'],
  ['s3:ListMultipartUploadParts', 'config'],
  ['s3:AbortMultipartUpload', 'config'],
] as const;

/** For a bucket that is encrypted with a key, of which the definition says nothing. */
const KEY_ACTIONS = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'] as const;

/**
 * Results become several objects in a folder of the run, below the prefix. A writer without `Resource` only forms
 * the output.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export function resultWriterExpectation(asker: Asker, writer: ResultWriter, machine: Machine): Part {
  if (writer.resource === undefined && writer.formsOutput) return { grants: [], gaps: [] };
  const bucket = bucketOf(writer, machine);
  if (bucket === undefined || apiOf(writer) !== 's3:putObject')
    return unknownStorage(asker, writer, 'ResultWriter');
  const { pattern, exact } = textPattern(parameterOf(writer, 'Prefix'));
  const folder = /(^|\/)$/.test(pattern) ? `${pattern}*` : `${pattern}/*`;
  const resources = objectsIn(bucket.arns, exact ? folder : pattern);
  const loose = objectsIn(bucket.loose, '*');
  const keys = [regionalArn(machine, 'kms', 'key/*')] as const;
  return {
    grants: [
      ...WRITES.flatMap(([action, need]) => [
        required(asker, { ...POTENTIALLY, action, resources, quantifier: 'some', need, source: 'docs-2023' }),
        allowed(asker, { ...LOOSELY, action, resources: loose, need, source: 'cdk' }),
      ]),
      ...KEY_ACTIONS.map((action) =>
        allowed(asker, { ...LOOSELY, action, resources: keys, need: 'documented', source: 'docs-2023' }),
      ),
    ],
    gaps: [],
  };
}

/** The service and API of the field's `Resource`; `undefined` where it names none, or a pattern. */
function apiOf({ resource }: MapStorage): string | undefined {
  const call = resource === undefined ? undefined : parseTaskResource(resource);
  return call?.kind === 'optimized' && call.suffix === '' ? `${call.service}:${call.api}` : undefined;
}

function undecided({ path }: MapStorage, what: string): ExpectationGap {
  return { kind: 'undecided', path, why: `${what} only a run knows` };
}

/** A source or target that this version does not know: all of S3 may be needed. */
function unknownStorage(asker: Asker, { path }: MapStorage, field: string): Part {
  const why = `the grants of this \`${field}\` are not known to this version`;
  return {
    grants: [allowed(asker, { ...LOOSELY, action: 's3:*', resources: ['*'], source: 'api' })],
    gaps: [{ kind: 'unsupported', path, why }],
  };
}
