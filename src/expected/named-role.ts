import { parseArn } from '../model/arn.ts';
import { valuesAt } from '../model/definition-value.ts';
import { sageMakerKind } from '../model/sagemaker-kinds.ts';
import type { ExecutionRequest } from './execution-request.ts';
import type { ExpectationGap, ExpectedGrant, RoleUse } from './grant.ts';

/** What the roles in one field of a request need. */
export interface Needs {
  readonly grants: readonly ExpectedGrant[];
  readonly gaps: readonly ExpectationGap[];
  readonly open?: string;
}

/** A role that a request names, and what it needs, worked out when it is asked for. */
export interface NamedRole extends Omit<RoleUse, keyof Needs> {
  readonly needs: () => Needs;
}

/** Each role that a field names by its ARN. */
export function rolesAt(
  { template, task }: ExecutionRequest,
  field: { readonly path: string; readonly service?: string },
  needs: () => Needs,
): readonly NamedRole[] {
  return valuesAt(template, field.path).flatMap((value) => {
    if (value.kind !== 'literal' || typeof value.value !== 'string') return [];
    const roleArn = value.value;
    if (parseArn(roleArn)?.service !== 'iam') return [];
    const { path, service } = field;
    return [
      {
        state: task.path,
        field: path,
        role: { kind: 'arn', roleArn },
        ...(service === undefined ? {} : { service }),
        needs,
      } as const,
    ];
  });
}

/** The roles of a kind whose needs are not published: they exist and are assumed, and no more is known. */
export function plainRoles(request: ExecutionRequest): readonly NamedRole[] {
  const open = `what a role needs for \`${request.integration}\` is not known`;
  return (sageMakerKind(request.noun)?.roles ?? []).flatMap((field) =>
    rolesAt(request, field, () => ({ grants: [], gaps: [], open })),
  );
}
