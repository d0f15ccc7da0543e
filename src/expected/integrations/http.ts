import { escapeLiteral } from '../../policy/pattern.ts';
import type { Call } from '../call.ts';
import type { Integration } from '../integration.ts';
import { valueAt } from '../parameter.ts';
import { type Step, serviceIntegration } from '../service-integration.ts';
import { named, type Target } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html';

const METHODS: readonly unknown[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

/**
 * A request to an HTTPS API with the credentials of an EventBridge connection. What a secret with a key of its own
 * asks of KMS does not stand in the definition.
 */
export const http: readonly Integration[] = [
  serviceIntegration({
    resource: 'http:invoke',
    patterns: ['request-response'],
    source: `${SOURCE}#connect-http-task-permissions`,
    steps: [
      { action: 'states:InvokeHTTPEndpoint', need: 'create', on: ownMachine, context: requestKeys },
      { action: 'events:RetrieveConnectionCredentials', need: 'create', on: connections },
      ...['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'].map(
        (action): Step => ({ action, need: 'create', on: connectionSecrets }),
      ),
    ],
  }),
];

/** The guide grants the call on the machine that makes it, generators on `*`. */
function ownMachine({ machine }: Call): readonly Target[] {
  const exact = escapeLiteral(machine.arn);
  return [{ exact: [exact], loose: [exact, '*'], quantifier: 'all' }];
}

function requestKeys(call: Call): Readonly<Record<string, string>> {
  const [method, endpoint] = [valueAt(call, 'Method'), valueAt(call, 'ApiEndpoint')];
  const keys: Record<string, string> = {};
  if (method.kind === 'literal' && METHODS.includes(method.value))
    keys['states:HTTPMethod'] = `${method.value}`;
  if (endpoint.kind === 'literal' && typeof endpoint.value === 'string' && endpoint.value !== '')
    keys['states:HTTPEndpoint'] = endpoint.value;
  return keys;
}

const connection = (path: string): ReturnType<typeof named> =>
  named(`arn:{partition}:events:{region}:{account}:connection/{${path}}`, { mayBeArn: true, wider: ['*'] });

/** `InvocationConfig` is the newer place of the connection. The Serverless plugin grants `*` where it does not find one. */
function connections(call: Call): readonly Target[] {
  const isNewer = valueAt(call, 'InvocationConfig.ConnectionArn').kind !== 'absent';
  return connection(`${isNewer ? 'InvocationConfig' : 'Authentication'}.ConnectionArn`)(call);
}

/** EventBridge names the secret after the connection, with an ending that is not told. */
function connectionSecrets({ machine }: Call): readonly Target[] {
  const secret = `arn:${escapeLiteral(machine.partition)}:secretsmanager:*:*:secret:events!connection/*`;
  return [{ exact: [secret], loose: [secret], quantifier: 'some' }];
}
