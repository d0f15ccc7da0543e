/** Pages that rules cite, each under one name. */
export const SAGEMAKER_TEMPLATES =
  'https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html';
export const INTEGRATION_TEMPLATES =
  'https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html';
export const OPTIMIZED_INTEGRATIONS =
  'https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html';
export const CROSS_ACCOUNT =
  'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html';
export const DISTRIBUTED_MAP =
  'https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html';
export const LOGGING = 'https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html';
export const PASS_ROLE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html';
export const STATE_MACHINE_ROLE =
  'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html';
export const SAGEMAKER_ROLES = 'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html';
export const SAGEMAKER_AUTHORIZATION =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html';
export const MODEL_PACKAGE_SHARING =
  'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_PutModelPackageGroupPolicy.html';
export const CONFUSED_DEPUTY =
  'https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html';
export const SERVICE_LINKED =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html';
export const PRINCIPALS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html';
export const LAST_ACCESSED = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html';
export const STUDIO_TAGS =
  'https://docs.aws.amazon.com/sagemaker/latest/dg/security_iam_id-based-policy-examples.html#grant-tagging-permissions';
export const LEAST_PRIVILEGE =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege';
export const AWS_MANAGED_POLICIES =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#aws-managed-policies';
export const SAGEMAKER_MANAGED_POLICIES =
  'https://docs.aws.amazon.com/sagemaker/latest/dg/security-iam-awsmanpol.html';
export const SERVICE_CATALOG_POLICIES =
  'https://docs.aws.amazon.com/sagemaker/latest/dg/security-iam-awsmanpol-sc.html';
export const PROJECT_ROLES =
  'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-projects-studio-updates.html';
export const SERVICE_AUTHORIZATION =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html';
export const SAGEMAKER_PERMISSIONS =
  'https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html';
export const CONDITION_KEYS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';
export const CONDITION_OPERATORS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
export const WORKFLOW_STATUS = 'https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Workflow.html';
