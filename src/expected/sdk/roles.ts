import { actionNamed } from '../../policy/catalogue.ts';
import { type Ask, allowed, anyRole, type Call } from '../call.ts';
import type { ExpectedGrant } from '../grant.ts';
import { PASSED_TO, type RoleParameter, SAGEMAKER_SERVICE } from '../pass-role.ts';
import { pathsNamed, type Request, writtenPath } from './request.ts';
import tables from './tables.generated.json' with { type: 'json' };

/**
 * Whom the operations of a service hand their roles to, by IAM prefix or by action.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const PASSED_TO_SERVICE: ReadonlyMap<string, string> = new Map([
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html
  ['backup', 'backup.amazonaws.com'],
  // https://docs.aws.amazon.com/config/latest/developerguide/iamrole-permissions.html
  ['config', 'config.amazonaws.com'],
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html
  ['ecs:RunTask', 'ecs-tasks.amazonaws.com'],
  ['ecs:StartTask', 'ecs-tasks.amazonaws.com'],
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
  ['ec2:AssociateIamInstanceProfile', 'ec2.amazonaws.com'],
  ['ec2:ReplaceIamInstanceProfileAssociation', 'ec2.amazonaws.com'],
  ['ec2:RunInstances', 'ec2.amazonaws.com'],
  // https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/security-iam-runtime-role.html
  ['emr-serverless', 'emr-serverless.amazonaws.com'],
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
  ['lambda:CreateFunction', 'lambda.amazonaws.com'],
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
  ['pipes', 'pipes.amazonaws.com'],
  // https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
  ['sagemaker', SAGEMAKER_SERVICE],
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html
  ['scheduler', 'scheduler.amazonaws.com'],
  // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
  ['states', 'states.amazonaws.com'],
  // https://docs.aws.amazon.com/transfer/latest/userguide/requirements-roles.html
  ['transfer', 'transfer.amazonaws.com'],
]);

interface Listed {
  readonly path: string;
  readonly presence: 'required' | 'optional';
}

/** The actions that ask for `iam:PassRole`, with the parameters that are known to carry its role. */
const PASSING: ReadonlyMap<string, readonly Listed[]> = passing();

function passing(): ReadonlyMap<string, readonly Listed[]> {
  const byAction = new Map<string, Listed[]>();
  for (const [service, text] of Object.entries(tables.roles))
    for (const row of text.split(';')) {
      const [written = '', operations = ''] = row.split('=');
      const path = written.replace(/!$/, '');
      const presence = written.endsWith('!') ? 'required' : 'optional';
      for (const operation of operations.split(',').flatMap(withEachVerb)) {
        const listed = byAction.get(`${service}:${operation}`) ?? [];
        if (path !== '') listed.push({ path, presence });
        byAction.set(`${service}:${operation}`, listed);
      }
    }
  return byAction;
}

/** `Create|UpdatePipeline` are two operations. */
function withEachVerb(text: string): readonly string[] {
  const verbs = text.split('|');
  const [, last = text, noun = ''] = /^([A-Z][a-z]*)([A-Z].*)$/.exec(verbs.pop() ?? '') ?? [];
  return [...verbs, last].map((verb) => `${verb}${noun}`);
}

/**
 * The parameters of a call that carry a role. Of an action that is not listed as asking for `iam:PassRole`, and of
 * parameters that only look like one, it is undecided.
 */
export function roleParameters(action: string, request: Request): readonly RoleParameter[] {
  const { template } = request;
  const listed = PASSING.get(action);
  const service = principalOf(action);
  const to = service === undefined ? {} : { service };
  // CDK and serverless-step-functions do not say to whom a schedule passes its role.
  const bare = action.startsWith('scheduler:') ? ({ unconditioned: true } as const) : {};
  const byPath = new Map<string, RoleParameter>();
  for (const { path, presence } of listed ?? []) {
    const written = writtenPath(template, path);
    const named = action === 'elasticmapreduce:RunJobFlow' ? ({ mayBeName: true } as const) : {};
    byPath.set(written, { path: written, presence, ...to, ...named, ...bare });
  }
  const known = [...byPath.values()];
  if (OWN_ROLES.test(action)) return known;
  const others = [...pathsNamed(request, ROLE_NAME)].filter((path) => !byPath.has(path));
  return [...known, ...others.map((path): RoleParameter => ({ path, presence: 'undecided' }))];
}

/** The roles in requests to these are what they are about. */
const OWN_ROLES = /^(iam|sts|rolesanywhere|access-analyzer|organizations|sso):/;
const ROLE_NAME = /role(arn)?$/i;

/** Roles that a call may pass although its definition does not show them: those of a task definition or a default. */
export function hiddenRoleGrants(
  call: Call,
  action: string,
  request: Request,
  shown: readonly ExpectedGrant[],
): readonly ExpectedGrant[] {
  const listed = PASSING.has(action);
  const writes = actionNamed(action)?.accessLevel === 'Write' && !OWN_ROLES.test(action);
  if (shown.length > 0 && !action.startsWith('ecs:')) return [];
  if (!listed && !(request.opaque && writes)) return [];
  const service = principalOf(action);
  const ask: Ask = {
    action: 'iam:PassRole',
    resources: [anyRole(call.machine)],
    quantifier: 'all',
    need: 'pass-role',
    source: 'api',
    confidence: 'potential',
  };
  return [allowed(call, service === undefined ? ask : { ...ask, context: { [PASSED_TO]: service } })];
}

function principalOf(action: string): string | undefined {
  return PASSED_TO_SERVICE.get(action) ?? PASSED_TO_SERVICE.get(action.slice(0, action.indexOf(':')));
}
