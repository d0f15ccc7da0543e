import {
  GetAccountAuthorizationDetailsCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import type { JsonRecord } from '../model/json.ts';
import { type Answer, ask, holding } from './answer.ts';
import { iamPaging, type Pages, readPages } from './pages.ts';
import type { Access } from './reader.ts';

/** IAM action of a question. */
export const AUTHORIZATION_DETAILS = 'iam:GetAccountAuthorizationDetails';
export const GET_ROLE = 'iam:GetRole';
export const LIST_ROLE_POLICIES = 'iam:ListRolePolicies';
export const GET_ROLE_POLICY = 'iam:GetRolePolicy';
export const LIST_ATTACHED = 'iam:ListAttachedRolePolicies';
export const GET_POLICY = 'iam:GetPolicy';
export const GET_POLICY_VERSION = 'iam:GetPolicyVersion';

/** The questions to IAM; none throws. */
export interface Iam {
  /** `keep` reduces each page before the next one is asked: an account may have thousands of policies. */
  readonly authorizationDetails: (keep: (page: JsonRecord) => JsonRecord) => Promise<Pages>;
  readonly role: (RoleName: string) => Promise<Answer<JsonRecord>>;
  readonly rolePolicyNames: (RoleName: string) => Promise<Pages>;
  readonly rolePolicy: (RoleName: string, PolicyName: string) => Promise<Answer<JsonRecord>>;
  readonly attachedPolicies: (RoleName: string) => Promise<Pages>;
  readonly policy: (PolicyArn: string) => Promise<Answer<JsonRecord>>;
  readonly policyVersion: (PolicyArn: string, VersionId: string) => Promise<Answer<JsonRecord>>;
}

const MaxItems = 1000;

/** Asks with the pace and the client of the access. */
export function iamOf({ clients, pace }: Access): Iam {
  const client = clients.iam();
  const question = (action: string, send: () => Promise<object>): Promise<Answer<JsonRecord>> =>
    ask(pace, action, 'global', send);

  return {
    authorizationDetails: (keep) =>
      readPages(
        async (Marker) => {
          const answer = await question(AUTHORIZATION_DETAILS, () =>
            client.send(
              new GetAccountAuthorizationDetailsCommand({
                Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'],
                MaxItems,
                Marker,
              }),
            ),
          );
          return answer.kind === 'known' ? { kind: 'known', value: keep(answer.value) } : answer;
        },
        iamPaging('RoleDetailList', 'Policies'),
      ),
    role: async (RoleName) =>
      holding('Role', await question(GET_ROLE, () => client.send(new GetRoleCommand({ RoleName })))),
    rolePolicyNames: (RoleName) =>
      readPages(
        (Marker) =>
          question(LIST_ROLE_POLICIES, () =>
            client.send(new ListRolePoliciesCommand({ RoleName, MaxItems, Marker })),
          ),
        iamPaging('PolicyNames'),
      ),
    rolePolicy: async (RoleName, PolicyName) =>
      holding(
        'PolicyDocument',
        await question(GET_ROLE_POLICY, () =>
          client.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
        ),
      ),
    attachedPolicies: (RoleName) =>
      readPages(
        (Marker) =>
          question(LIST_ATTACHED, () =>
            client.send(new ListAttachedRolePoliciesCommand({ RoleName, MaxItems, Marker })),
          ),
        iamPaging('AttachedPolicies'),
      ),
    policy: async (PolicyArn) =>
      holding('Policy', await question(GET_POLICY, () => client.send(new GetPolicyCommand({ PolicyArn })))),
    policyVersion: async (PolicyArn, VersionId) =>
      holding(
        'PolicyVersion',
        await question(GET_POLICY_VERSION, () =>
          client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId })),
        ),
      ),
  };
}
