import { baseGrants } from './base-grants.ts';
import type { Needs } from './named-role.ts';
import { granting, opensWith, together } from './needs.ts';
import { type ProcessingFields, processingNeeds } from './processing.ts';
import { partsAt, type RequestPart } from './request-part.ts';
import { OBJECT, PREFIX, reads } from './storage.ts';

/** Where a monitoring job has its parts: each of the five APIs gives them other names. */
export interface MonitoringFields {
  readonly inputs: string;
  readonly baseline: string;
  readonly application: string;
  readonly output: string;
  readonly cluster: string;
}

const POTENTIALLY = { confidence: 'potential' } as const;

/**
 * What a monitoring job asks for, which is a processing job that SageMaker makes on a schedule.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html
 */
export function monitoringNeeds(job: RequestPart, fields: MonitoringFields): Needs {
  const { inputs, baseline, application, output, cluster } = fields;
  const processing: ProcessingFields = {
    outputs: `${output}.MonitoringOutputs[]`,
    outputKey: `${output}.KmsKeyId`,
    volumeKey: `${cluster}.VolumeKmsKeyId`,
    image: `${application}.ImageUri`,
  };
  return together(
    granting(...baseGrants(job.request)),
    ...partsAt(job, inputs).map(inputNeeds),
    ...['ConstraintsResource', 'StatisticsResource'].map((name) =>
      reads(job, `${baseline}.${name}.S3Uri`, OBJECT),
    ),
    ...['RecordPreprocessorSourceUri', 'PostAnalyticsProcessorSourceUri', 'ConfigUri'].map((name) =>
      reads(job, `${application}.${name}`, OBJECT),
    ),
    processingNeeds(job, processing),
    opensWith(job, `${baseline}.BaseliningJobName`, 'its baselining job has outputs of its own'),
  );
}

/** An endpoint is named, not where it captures data. */
function inputNeeds(input: RequestPart): Needs {
  return together(
    reads(input, 'BatchTransformInput.DataCapturedDestinationS3Uri', PREFIX, POTENTIALLY),
    reads(input, 'GroundTruthS3Input.S3Uri', PREFIX, POTENTIALLY),
    opensWith(input, 'EndpointInput.EndpointName', 'where its endpoint captures data is not in the request'),
  );
}
