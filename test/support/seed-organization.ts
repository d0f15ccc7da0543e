import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';

const REGION = 'us-east-1';

/** The service control policy of the unit. */
export const GUARD: object = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'sns:*', Resource: '*' }],
};

/** An organization with one unit that a policy guards, and one account in it. */
export async function seedOrganization(): Promise<{
  readonly organizationId: string;
  readonly accountId: string;
}> {
  const client = new OrganizationsClient({ region: REGION });
  const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
  const RootId = root?.Id;
  await client.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  const { OrganizationalUnit: unit } = await client.send(
    new CreateOrganizationalUnitCommand({ ParentId: RootId, Name: 'work' }),
  );
  const { CreateAccountStatus: created } = await client.send(
    new CreateAccountCommand({ AccountName: 'work', Email: 'work@example.com' }),
  );
  const AccountId = created?.AccountId;
  await client.send(
    new MoveAccountCommand({ AccountId, SourceParentId: RootId, DestinationParentId: unit?.Id }),
  );
  const { Policy: policy } = await client.send(
    new CreatePolicyCommand({
      Name: 'guard',
      Description: 'no topics',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: JSON.stringify(GUARD),
    }),
  );
  await client.send(new AttachPolicyCommand({ PolicyId: policy?.PolicySummary?.Id, TargetId: unit?.Id }));
  client.destroy();
  return { organizationId: Organization?.Id ?? '', accountId: AccountId ?? '' };
}
