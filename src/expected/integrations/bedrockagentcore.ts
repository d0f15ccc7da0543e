import type { Integration } from '../integration.ts';
import { serviceIntegration } from '../service-integration.ts';
import { named } from '../target.ts';

/** The name of the service in IAM has a hyphen, that in `Resource` has none. */
const HARNESS = named('arn:{partition}:bedrock-agentcore:{region}:{account}:harness/{HarnessArn}', {
  mayBeArn: true,
  unknown: ['arn:{partition}:bedrock-agentcore:{region}:{account}:harness/*'],
});

/** An agent that runs in a harness; what it does there it does with a role of its own. */
export const bedrockagentcore: readonly Integration[] = [
  serviceIntegration({
    resource: 'bedrockagentcore:invokeHarness',
    patterns: ['request-response'],
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrockagentcore.html',
    steps: [
      { action: 'bedrock-agentcore:InvokeHarness', need: 'create', on: HARNESS, source: 'docs-2025' },
      {
        action: 'bedrock-agentcore:InvokeAgentRuntime',
        need: 'documented',
        on: HARNESS,
        neededIn: [],
        source: 'docs-2025',
      },
    ],
  }),
];
