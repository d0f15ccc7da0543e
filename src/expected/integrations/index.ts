import type { Integration } from '../integration.ts';
import { apigateway } from './apigateway.ts';
import { athena } from './athena.ts';
import { batch } from './batch.ts';
import { bedrock } from './bedrock.ts';
import { bedrockagentcore } from './bedrockagentcore.ts';
import { codebuild } from './codebuild.ts';
import { databrew } from './databrew.ts';
import { dynamodb } from './dynamodb.ts';
import { ecs } from './ecs.ts';
import { eks } from './eks.ts';
import { elasticmapreduce } from './elasticmapreduce.ts';
import { emrContainers } from './emr-containers.ts';
import { emrServerless } from './emr-serverless.ts';
import { events } from './events.ts';
import { glue } from './glue.ts';
import { http } from './http.ts';
import { lambda } from './lambda.ts';
import { mediaconvert } from './mediaconvert.ts';
import { createEndpoint } from './sagemaker-create-endpoint.ts';
import { createEndpointConfig } from './sagemaker-create-endpoint-config.ts';
import { createHyperParameterTuningJob } from './sagemaker-create-hyper-parameter-tuning-job.ts';
import { createLabelingJob } from './sagemaker-create-labeling-job.ts';
import { createModel } from './sagemaker-create-model.ts';
import { createProcessingJob } from './sagemaker-create-processing-job.ts';
import { createTrainingJob } from './sagemaker-create-training-job.ts';
import { createTransformJob } from './sagemaker-create-transform-job.ts';
import { updateEndpoint } from './sagemaker-update-endpoint.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';
import { states } from './states.ts';

/** Every optimized integration whose grants are known. */
export const integrations: readonly Integration[] = [
  ...apigateway,
  ...athena,
  ...batch,
  ...bedrock,
  ...bedrockagentcore,
  ...codebuild,
  ...databrew,
  ...dynamodb,
  ...ecs,
  ...eks,
  ...elasticmapreduce,
  ...emrContainers,
  ...emrServerless,
  ...events,
  ...glue,
  ...http,
  ...lambda,
  ...mediaconvert,
  createEndpoint,
  createEndpointConfig,
  createHyperParameterTuningJob,
  createLabelingJob,
  createModel,
  createProcessingJob,
  createTrainingJob,
  createTransformJob,
  updateEndpoint,
  ...sns,
  ...sqs,
  ...states,
];
