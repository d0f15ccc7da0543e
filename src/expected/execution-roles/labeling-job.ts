import { baseGrants } from '../base-grants.ts';
import { readsManifest } from '../data-source.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { invokes } from '../invocation.ts';
import { attachesVolumes, encrypts } from '../key.ts';
import { granting, opensWith, together } from '../needs.ts';
import { joinsNetwork } from '../network.ts';
import { rolesIn, whole } from '../request-part.ts';
import { FOLDER, OBJECT, reads, writes } from '../storage.ts';
import { publishes } from '../topic.ts';

const RESOURCES = 'LabelingJobAlgorithmsConfig.LabelingJobResourceConfig';
const POTENTIALLY = { confidence: 'potential' } as const;

/** A labeling job. */
export const labelingJob: ExecutionRole = {
  noun: 'LabelingJob',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/dg/sms-security-permission-execution-role.html',
  roles: (request) => {
    const job = whole(request);
    const needs = () =>
      together(
        granting(...baseGrants(request)),
        readsManifest(job, 'InputConfig.DataSource.S3DataSource.ManifestS3Uri'),
        reads(job, 'LabelCategoryConfigS3Uri', OBJECT, POTENTIALLY),
        reads(job, 'HumanTaskConfig.UiConfig.UiTemplateS3Uri', OBJECT, POTENTIALLY),
        writes(job, 'OutputConfig.S3OutputPath', FOLDER),
        encrypts(job, 'OutputConfig.KmsKeyId'),
        invokes(job, 'HumanTaskConfig.PreHumanTaskLambdaArn'),
        invokes(job, 'HumanTaskConfig.AnnotationConsolidationConfig.AnnotationConsolidationLambdaArn'),
        publishes(job, 'OutputConfig.SnsTopicArn'),
        attachesVolumes(job, `${RESOURCES}.VolumeKmsKeyId`),
        joinsNetwork(job, `${RESOURCES}.VpcConfig`),
        // A streaming job keeps queues and subscriptions.
        opensWith(job, 'InputConfig.DataSource.SnsDataSource.SnsTopicArn', 'it takes its tasks from a topic'),
        opensWith(
          job,
          'LabelingJobAlgorithmsConfig.LabelingJobAlgorithmSpecificationArn',
          'it makes training and transform jobs to label by itself',
        ),
      );
    return rolesIn(job, 'RoleArn', needs);
  },
};
