/** Bedrock. */
import { bedrock, iam, kms, s3, sfn, tasks } from './packages.mjs';

const { JsonPath, TaskInput } = sfn;

const bucketOf = (scope) => s3.Bucket.fromBucketName(scope, 'Data', 'origin-data');

const keyOf = (scope) => new kms.Key(scope, 'Key');

const { FoundationModel, FoundationModelIdentifier, ProvisionedModel } = bedrock;
const foundation = (scope) =>
  FoundationModel.fromFoundationModelId(
    scope,
    'Model',
    FoundationModelIdentifier.AMAZON_TITAN_TEXT_G1_EXPRESS_V1,
  );

const EVALUATION = { 'Evaluation percentage': '20.0' };

export const bedrockCases = [
  {
    file: 'bedrock-invoke-model',
    title: 'Bedrock invokeModel of a foundation model',
    task: 'BedrockInvokeModel',
    props: (scope) => ({ model: foundation(scope), body: TaskInput.fromObject({ inputText: 'hi' }) }),
  },
  {
    file: 'bedrock-invoke-model-provisioned',
    title: 'Bedrock invokeModel of provisioned throughput',
    task: 'BedrockInvokeModel',
    props: (scope) => ({
      model: ProvisionedModel.fromProvisionedModelArn(
        scope,
        'Model',
        'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/a1b2c3d4e5f6',
      ),
      body: TaskInput.fromObject({ inputText: 'hi' }),
    }),
  },
  {
    file: 'bedrock-invoke-model-s3-guardrail',
    title: 'Bedrock invokeModel with input and output in S3 and a guardrail',
    task: 'BedrockInvokeModel',
    props: (scope) => {
      const bucketName = 'origin-data';
      return {
        model: foundation(scope),
        input: { s3Location: { bucketName, objectKey: 'in.json' } },
        output: { s3Location: { bucketName, objectKey: 'out.json' } },
        guardrail: tasks.Guardrail.enable('a1b2c3d4e5f6', 1),
      };
    },
  },
  {
    file: 'bedrock-invoke-model-s3-dynamic',
    title: 'Bedrock invokeModel with an input in S3 that the input names',
    task: 'BedrockInvokeModel',
    props: (scope) => ({
      model: foundation(scope),
      input: { s3InputUri: JsonPath.stringAt('$.in') },
      output: { s3OutputUri: JsonPath.stringAt('$.out') },
    }),
  },
  {
    file: 'bedrock-create-model-customization-job',
    title: 'Bedrock createModelCustomizationJob',
    task: 'BedrockCreateModelCustomizationJob',
    patterns: ['rr', 'sync'],
    props: (scope) => ({
      baseModel: foundation(scope),
      customModelName: 'tone',
      jobName: 'tone-1',
      hyperParameters: EVALUATION,
      role: iam.Role.fromRoleArn(scope, 'Exec', 'arn:aws:iam::111122223333:role/bedrock'),
      outputData: { bucket: bucketOf(scope), path: 'out' },
      trainingData: { bucket: s3.Bucket.fromBucketName(scope, 'Train', 'origin-train'), path: 'data.jsonl' },
    }),
  },
  {
    file: 'bedrock-create-model-customization-job-tags',
    title: 'Bedrock createModelCustomizationJob with tags and a key',
    task: 'BedrockCreateModelCustomizationJob',
    patterns: ['sync'],
    props: (scope) => ({
      baseModel: foundation(scope),
      customModelName: 'tone',
      customModelKmsKey: keyOf(scope),
      customModelTags: [{ key: 'team', value: 'data' }],
      jobName: JsonPath.stringAt('$.job'),
      hyperParameters: EVALUATION,
      jobTags: [{ key: 'team', value: 'data' }],
      outputData: { bucket: bucketOf(scope), path: 'out' },
      trainingData: { bucket: s3.Bucket.fromBucketName(scope, 'Train', 'origin-train'), path: 'data.jsonl' },
    }),
  },
];
