import { baseGrants } from '../base-grants.ts';
import type { ExecutionRole } from '../execution-role.ts';
import { encrypts, mayUseKey } from '../key.ts';
import type { Needs } from '../named-role.ts';
import { granting, leavesOpen, opensWith, together } from '../needs.ts';
import { joinsNetwork } from '../network.ts';
import { modelRolesIn, partsAt, type RequestPart, rolesIn, textIn, valueIn, whole } from '../request-part.ts';
import { FOLDER, OBJECT, reads, writes } from '../storage.ts';
import { publishes } from '../topic.ts';

const VARIANTS = ['ProductionVariants[]', 'ShadowProductionVariants[]'] as const;
const POTENTIALLY = { confidence: 'potential' } as const;

/** An endpoint configuration: its endpoints act with the roles of their models, or with one for inference components. */
export const endpointConfig: ExecutionRole = {
  noun: 'EndpointConfig',
  source: 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html',
  roles: (request) => {
    const config = whole(request);
    const needs = () => together(captureNeeds(config), asyncNeeds(config), explainerNeeds(config));
    const own = () =>
      together(
        granting(...baseGrants(request)),
        needs(),
        mayUseKey(config, 'KmsKeyId'),
        joinsNetwork(config, 'VpcConfig'),
        leavesOpen('its inference components are not in the request'),
      );
    return [
      ...rolesIn(config, 'ExecutionRoleArn', own),
      ...VARIANTS.flatMap((path) => partsAt(config, path)).flatMap((variant) =>
        modelRolesIn(variant, 'ModelName', () => together(needs(), dumpNeeds(variant))),
      ),
    ];
  },
};

/** https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html */
function captureNeeds(config: RequestPart): Needs {
  const isOn = textIn(config, 'DataCaptureConfig.DestinationS3Uri') !== undefined && captures(config);
  return together(
    writes(config, 'DataCaptureConfig.DestinationS3Uri', FOLDER, { isDoubtful: !isOn }),
    ...(isOn
      ? [encrypts(config, 'DataCaptureConfig.KmsKeyId')]
      : [mayUseKey(config, 'DataCaptureConfig.KmsKeyId')]),
  );
}

function captures(config: RequestPart): boolean {
  const enabled = valueIn(config, 'DataCaptureConfig.EnableCapture');
  return enabled.kind === 'literal' && enabled.value === true;
}

/**
 * Where inputs lie is told by each request of a client.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-create-invoke-update-delete.html
 */
function asyncNeeds(config: RequestPart): Needs {
  const output = 'AsyncInferenceConfig.OutputConfig';
  return together(
    writes(config, `${output}.S3OutputPath`, FOLDER),
    writes(config, `${output}.S3FailurePath`, FOLDER, POTENTIALLY),
    encrypts(config, `${output}.KmsKeyId`),
    publishes(config, `${output}.NotificationConfig.SuccessTopic`),
    publishes(config, `${output}.NotificationConfig.ErrorTopic`),
    opensWith(config, 'AsyncInferenceConfig', 'where its inputs lie is told by each invocation'),
  );
}

function explainerNeeds(config: RequestPart): Needs {
  const shap = 'ExplainerConfig.ClarifyExplainerConfig.ShapConfig.ShapBaselineConfig.ShapBaselineUri';
  return reads(config, shap, OBJECT, POTENTIALLY);
}

/** Only a container that crashes writes a core dump. */
function dumpNeeds(variant: RequestPart): Needs {
  return together(
    writes(variant, 'CoreDumpConfig.DestinationS3Uri', FOLDER, { isDoubtful: true }),
    mayUseKey(variant, 'CoreDumpConfig.KmsKeyId'),
  );
}
