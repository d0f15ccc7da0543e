import { nearestName } from './nearest-name.ts';

/**
 * The condition keys that are not of one service alone, as IAM listed them in September 2026; behind a slash comes the name of
 * a tag.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const GLOBAL_KEYS: readonly string[] = (
  'aws:AssumedRoot aws:CalledVia aws:CalledViaAWSMCP aws:CalledViaFirst aws:CalledViaLast aws:ChatbotSourceArn ' +
  'aws:CurrentTime aws:Ec2InstanceSourcePrivateIPv4 aws:Ec2InstanceSourceVpc aws:EpochTime aws:FederatedProvider ' +
  'aws:IsMcpServiceAction aws:MultiFactorAuthAge aws:MultiFactorAuthPresent aws:PrincipalAccount aws:PrincipalArn ' +
  'aws:PrincipalIsAWSService aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalServiceName ' +
  'aws:PrincipalServiceNamesList aws:PrincipalTag/ aws:PrincipalType aws:referer aws:RequestedRegion aws:RequestTag/ ' +
  'aws:ResourceAccount aws:ResourceOrgID aws:ResourceOrgPaths aws:ResourceTag/ aws:SecureTransport ' +
  'aws:SignInSessionArn aws:SourceAccount aws:SourceArn aws:SourceIdentity aws:SourceIp aws:SourceOrgID ' +
  'aws:SourceOrgPaths aws:SourceVpc aws:SourceVpcArn aws:SourceVpce aws:TagKeys aws:TokenIssueTime aws:UserAgent ' +
  'aws:userid aws:username aws:ViaAWSMCPService aws:ViaAWSService aws:VpceAccount aws:VpceOrgID aws:VpceOrgPaths ' +
  'aws:VpcSourceIp ' +
  // AWS's own policies name these, and no page does.
  'aws:ARN aws:PrincipalOrgMasterAccountId ' +
  // Keys of one service that come with the requests of others.
  'codebuild:BuildArn codebuild:ProjectArn ec2:RoleDelivery ec2:SourceInstanceArn glue:CredentialIssuingService ' +
  'glue:RoleAssumedBy identitystore:UserId lambda:SourceFunctionArn ssm:SourceInstanceArn'
).split(' ');

const NAMES: ReadonlyMap<string, string> = new Map(GLOBAL_KEYS.map((key) => [key.toLowerCase(), key]));

/** Whether any request may carry the key, given in lower case. */
export function isGlobalKey(key: string): boolean {
  return NAMES.has(key) || NAMES.has(key.slice(0, key.indexOf('/') + 1));
}

/** The global key that a misspelt one comes nearest to. */
export function nearestGlobalKey(key: string): string | undefined {
  const slash = key.indexOf('/');
  const name = slash < 0 ? key : key.slice(0, slash + 1);
  const near = nearestName(name, [...NAMES.keys()]);
  const spelling = near === undefined ? undefined : NAMES.get(near);
  return spelling?.endsWith('/') === true ? `${spelling}${key.slice(name.length)}` : spelling;
}
