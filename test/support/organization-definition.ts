import { readFileSync } from 'node:fs';

export const DEFINITION_FILE = 'infra/organization.asl.json';

/** The definition as the stack puts it in: with the ARNs of its functions. */
export function organizationDefinition(account = '123456789012', region = 'us-east-1'): string {
  const functionArn = (name: string): string => `arn:aws:lambda:${region}:${account}:function:${name}`;
  const values: Readonly<Record<string, string>> = {
    'AWS::Partition': 'aws',
    'AuditLambdaFunction.Arn': functionArn('audit'),
    'OrganizationLambdaFunction.Arn': functionArn('organization'),
  };
  return readFileSync(DEFINITION_FILE, 'utf8').replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the stack has no \`${name}\``);
    return value;
  });
}
