export { SageMakerClient } from '@aws-sdk/client-sagemaker';
