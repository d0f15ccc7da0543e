import type { ParameterValue } from '../../model/definition-value.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import type { Call } from '../call.ts';
import type { ExpectationGap } from '../grant.ts';
import type { Integration } from '../integration.ts';
import { stemOf, valueAt } from '../parameter.ts';
import { serviceIntegration } from '../service-integration.ts';
import type { Target } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html';

const INVOKE = { action: 'execute-api:Invoke', need: 'create' } as const;

/**
 * A request to an API. Only one with `IAM_ROLE` is signed with the role; without authentication nothing is asked of
 * it, and with `RESOURCE_POLICY` the policy of the API decides. CDK grants the call where `AuthType` is left out.
 */
export const apigateway: readonly Integration[] = [
  {
    ...serviceIntegration({
      resource: 'apigateway:invoke',
      patterns: ['request-response', '.waitForTaskToken'],
      source: SOURCE,
      steps: [
        { ...INVOKE, on: (call) => (signing(call) === 'signed' ? [methodOf(call)] : []) },
        {
          ...INVOKE,
          on: (call) => (signing(call) === 'signed' ? [] : [methodOf(call)]),
          neededIn: [],
          source: 'cdk',
        },
      ],
    }),
    gaps: openSigning,
  },
];

function signing(call: Call): 'signed' | 'unsigned' | 'open' {
  const value = valueAt(call, 'AuthType');
  if (value.kind === 'absent') return 'unsigned';
  switch (value.kind === 'literal' ? value.value : undefined) {
    case 'IAM_ROLE':
      return 'signed';
    case 'NO_AUTH':
    case 'RESOURCE_POLICY':
      return 'unsigned';
    default:
      return 'open';
  }
}

function openSigning(call: Call): readonly ExpectationGap[] {
  if (signing(call) !== 'open') return [];
  const why = 'whether `execute-api:Invoke` is asked of the role is not told by the `AuthType` of the task';
  return [{ kind: 'undecided', path: call.task.path, why }];
}

/** `<API ID>.execute-api.<region>.amazonaws.com`; custom domains and private APIs cannot be called. */
const ENDPOINT = /^([a-z0-9]+)\.execute-api\.(?:([a-z0-9-]+)\.)?/;
const METHODS: readonly unknown[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];

/**
 * The account of the API is not told, so that any with this id may be meant. Templates and generators leave methods,
 * paths and stages open in several ways, of which the whole API holds all.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
function methodOf(call: Call): Target {
  const [, id = '*', region = '*'] = ENDPOINT.exec(stemOf(valueAt(call, 'ApiEndpoint')) ?? '') ?? [];
  const api = `arn:${escapeLiteral(call.machine.partition)}:execute-api:${region}:*:${id}`;
  return { exact: [`${api}/${routeOf(call)}`], loose: [`${api}/*`], quantifier: 'some' };
}

/** A stage may also be written as the beginning of the path. */
function routeOf(call: Call): string {
  const stage = valueAt(call, 'Stage');
  if (stage.kind !== 'literal' || typeof stage.value !== 'string' || stage.value === '') return '*';
  const method = valueAt(call, 'Method');
  const verb = method.kind === 'literal' && METHODS.includes(method.value) ? `${method.value}` : '*';
  return `${escapeLiteral(stage.value)}/${verb}${pathOf(valueAt(call, 'Path'))}`;
}

/** Up to the first character that may be written in more than one way. */
function pathOf(value: ParameterValue): string {
  const stem = stemOf(value);
  const [path = ''] = /^\/?[\w.~-]+(?:\/[\w.~-]+)*/.exec(stem ?? '') ?? [];
  const complete = value.kind === 'literal' && path !== '' && path === stem;
  return `${path === '' ? '' : path.replace(/^\/?/, '/')}${complete ? '' : '*'}`;
}
