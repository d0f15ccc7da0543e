import type { ExecutionRole } from '../execution-role.ts';
import { autoMlJob } from './auto-ml-job.ts';
import { autoMlJobV2 } from './auto-ml-job-v2.ts';
import { cluster } from './cluster.ts';
import { compilationJob } from './compilation-job.ts';
import { dataQualityJobDefinition } from './data-quality-job-definition.ts';
import { domain } from './domain.ts';
import { edgePackagingJob } from './edge-packaging-job.ts';
import { endpointConfig } from './endpoint-config.ts';
import { featureGroup } from './feature-group.ts';
import { flowDefinition } from './flow-definition.ts';
import { hyperParameterTuningJob } from './hyper-parameter-tuning-job.ts';
import { image } from './image.ts';
import { inferenceExperiment } from './inference-experiment.ts';
import { inferenceRecommendationsJob } from './inference-recommendations-job.ts';
import { labelingJob } from './labeling-job.ts';
import { mlflowApp } from './mlflow-app.ts';
import { mlflowTrackingServer } from './mlflow-tracking-server.ts';
import { model } from './model.ts';
import { modelBiasJobDefinition } from './model-bias-job-definition.ts';
import { modelExplainabilityJobDefinition } from './model-explainability-job-definition.ts';
import { modelQualityJobDefinition } from './model-quality-job-definition.ts';
import { monitoringSchedule } from './monitoring-schedule.ts';
import { notebookInstance } from './notebook-instance.ts';
import { optimizationJob } from './optimization-job.ts';
import { pipeline } from './pipeline.ts';
import { processingJob } from './processing-job.ts';
import { trainingJob } from './training-job.ts';
import { transformJob } from './transform-job.ts';
import { userProfile } from './user-profile.ts';

/** Every kind of resource whose needs are known, in the order of the alphabet. */
export const executionRoles: readonly ExecutionRole[] = [
  autoMlJob,
  autoMlJobV2,
  cluster,
  compilationJob,
  dataQualityJobDefinition,
  domain,
  edgePackagingJob,
  endpointConfig,
  featureGroup,
  flowDefinition,
  hyperParameterTuningJob,
  image,
  inferenceExperiment,
  inferenceRecommendationsJob,
  labelingJob,
  mlflowApp,
  mlflowTrackingServer,
  model,
  modelBiasJobDefinition,
  modelExplainabilityJobDefinition,
  modelQualityJobDefinition,
  monitoringSchedule,
  notebookInstance,
  optimizationJob,
  pipeline,
  processingJob,
  trainingJob,
  transformJob,
  userProfile,
];
