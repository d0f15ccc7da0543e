import type { ParameterValue } from '../model/definition-value.ts';
import { mapped } from '../model/mapped.ts';
import { readsData } from './data-source.ts';
import { pulls } from './image.ts';
import { attachesVolumes, encrypts, mayUseKey } from './key.ts';
import type { Needs } from './named-role.ts';
import { allowedFor, granting, NOTHING, together } from './needs.ts';
import { joinsNetwork } from './network.ts';
import { isCertain, partsAt, type RequestPart, valueIn } from './request-part.ts';
import { FOLDER, mayUse, writes } from './storage.ts';

/**
 * What a processing job reads.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingInput.html
 */
export function inputNeeds(input: RequestPart): Needs {
  const isManaged = mayBeTrue(valueIn(input, 'AppManaged'));
  return together(
    ...partsAt(input, 'S3Input').map((s3) => (isManaged ? mayUse(s3, 'S3Uri') : readsData(s3))),
    ...QUERIES.flatMap(({ path, open }) =>
      mapped(partsAt(input, `DatasetDefinition.${path}`), (query) => queryNeeds(query, open)),
    ),
  );
}

/** What the application manages by itself, or may manage. */
function mayBeTrue(value: ParameterValue): boolean {
  return value.kind === 'dynamic' ? value.present : value.kind === 'literal' && value.value === true;
}

const QUERIES = [
  { path: 'AthenaDatasetDefinition', open: 'it queries Athena' },
  { path: 'RedshiftDatasetDefinition', open: 'it queries Redshift' },
] as const;

/** What the query itself asks of the role is not published. */
function queryNeeds(query: RequestPart, open: string): Needs {
  const needs = together(mayUse(query, 'OutputS3Uri'), mayUseKey(query, 'KmsKeyId'));
  return isCertain(valueIn(query, 'QueryString')) ? { ...needs, open } : needs;
}

/**
 * What a processing job writes.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProcessingOutput.html
 */
function outputNeeds(output: RequestPart): Needs {
  const isManaged = mayBeTrue(valueIn(output, 'AppManaged'));
  return together(
    isManaged ? mayUse(output, 'S3Output.S3Uri') : writes(output, 'S3Output.S3Uri', FOLDER),
    featureStoreNeeds(output),
  );
}

function featureStoreNeeds(output: RequestPart): Needs {
  const path = 'FeatureStoreOutput.FeatureGroupName';
  if (valueIn(output, path).kind === 'absent') return NOTHING;
  const actions = ['sagemaker:PutRecord', 'sagemaker:DescribeFeatureGroup'];
  return granting(...allowedFor(output, path, { actions, resources: ['*'], need: 'write', source: 'api' }));
}

/** Where a job of the kind of a processing job says what it runs with. */
export interface ProcessingFields {
  readonly outputs: string;
  readonly outputKey: string;
  readonly volumeKey: string;
  readonly image: string;
}

/** The parts that all jobs of this kind have in common, monitoring jobs among them. */
export function processingNeeds(part: RequestPart, fields: ProcessingFields): Needs {
  return together(
    ...partsAt(part, fields.outputs).map(outputNeeds),
    encrypts(part, fields.outputKey),
    attachesVolumes(part, fields.volumeKey),
    joinsNetwork(part, 'NetworkConfig.VpcConfig'),
    pulls(part, fields.image),
  );
}
