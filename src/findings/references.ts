/** Pages that rules cite, each under one name. */
export const SAGEMAKER_TEMPLATES =
  'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html';
export const INTEGRATION_TEMPLATES =
  'https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html';
export const CROSS_ACCOUNT =
  'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html';
export const DISTRIBUTED_MAP =
  'https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html';
export const LOGGING = 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html';
export const PASS_ROLE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html';
export const STATE_MACHINE_ROLE =
  'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html';
export const SAGEMAKER_ROLES = 'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html';
export const LEAST_PRIVILEGE =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege';
export const SERVICE_AUTHORIZATION =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html';
export const SAGEMAKER_PERMISSIONS =
  'https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html';
export const CONDITION_KEYS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';
export const CONDITION_OPERATORS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
