import type { ExecutionRequest } from '../expected/execution-request.ts';
import type { Pack, RoleUse } from '../expected/grant.ts';
import type { NamedRole } from '../expected/named-role.ts';
import { rolesOf, roleUseOf } from '../expected/role-uses.ts';
import { mapped } from '../model/mapped.ts';
import { requestOf, type SageMakerResource } from '../model/sagemaker-resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { kept } from '../policy/kept.ts';
import type { Execution, Use } from './evidence.ts';

/** What makes SageMaker use one role, worked out when it is asked for: what jobs need takes more room than the jobs. */
export type ExecutionsOf = () => readonly Execution[];

/**
 * Every use of a role by SageMaker, by the ARN of the role: by resources that are there, and by what tasks of state machines
 * would make.
 */
export function executionsByRole(
  snapshot: Snapshot,
  uses: readonly Use[],
  pack: Pack,
): ReadonlyMap<string, ExecutionsOf> {
  const models = modelsOf(snapshot.sageMakerResources);
  const resources = new Map<string, ResourceRole[]>();
  for (const resource of snapshot.sageMakerResources) {
    for (const named of resourceRoles(resource, snapshot, pack, models))
      kept(resources, named.roleArn, () => []).push(named);
  }
  const tasks = new Map<string, Execution[]>();
  for (const use of uses.filter(({ revision }) => revision.use === 'runs')) {
    for (const execution of taskExecutions(use, models))
      kept(tasks, execution.roleArn, () => []).push(execution);
  }
  const ofRole = (roleArn: string): readonly Execution[] => [
    ...mapped(resources.get(roleArn) ?? [], resourceExecution),
    ...(tasks.get(roleArn) ?? []),
  ];
  const named = new Set([...resources.keys(), ...tasks.keys()]);
  return new Map([...named].map((roleArn) => [roleArn, () => ofRole(roleArn)]));
}

/** A role of a resource, and its ARN. */
interface ResourceRole {
  readonly resource: SageMakerResource;
  readonly roleArn: string;
  readonly role: NamedRole;
}

function resourceRoles(
  resource: SageMakerResource,
  snapshot: Snapshot,
  pack: Pack,
  models: Models,
): readonly ResourceRole[] {
  return rolesOf(requestFor(resource, snapshot, pack)).flatMap((role) => {
    const roleArn = roleOf(role, resource.region, models)?.roleArn;
    return roleArn === undefined ? [] : [{ resource, roleArn, role }];
  });
}

function resourceExecution({ resource, roleArn, role }: ResourceRole): Execution {
  return { origin: { kind: 'resource', resource }, roleArn, region: resource.region, use: roleUseOf(role) };
}

function* taskExecutions(use: Use, models: Models): Iterable<Execution> {
  const { region } = use.machine;
  for (const roleUse of use.expectation.roleUses) {
    const named = roleOf(roleUse, region, models);
    if (named === undefined) continue;
    const { roleArn, model } = named;
    const origin = {
      kind: 'task',
      use,
      state: roleUse.state,
      ...(model === undefined ? {} : { model }),
    } as const;
    yield { origin, roleArn, region, use: roleUse };
  }
}

/** Models by region and name. */
type Models = ReadonlyMap<string, SageMakerResource>;

function modelsOf(resources: readonly SageMakerResource[]): Models {
  return new Map(
    resources
      .filter(({ kind }) => kind.noun === 'Model')
      .map((model) => [keyOf(model.region, model.name), model]),
  );
}

function keyOf(region: string, name: string): string {
  return `${region} ${name}`;
}

/** The role of a use; none where it is that of a model that nobody has seen, which the task itself may have made. */
function roleOf(
  { role }: Pick<RoleUse, 'role'>,
  region: string,
  models: Models,
): { readonly roleArn: string; readonly model?: SageMakerResource } | undefined {
  switch (role.kind) {
    case 'arn':
      return { roleArn: role.roleArn };
    case 'model': {
      const model = models.get(keyOf(region, role.name));
      const [named] = model?.roles ?? [];
      return model === undefined || named === undefined ? undefined : { roleArn: named.roleArn, model };
    }
  }
}

function requestFor(
  resource: SageMakerResource,
  { partition, accountId }: Snapshot,
  pack: Pack,
): ExecutionRequest {
  const { kind, region } = resource;
  return {
    task: { path: '$' },
    integration: `sagemaker:create${kind.noun}`,
    pattern: 'request-response',
    noun: kind.noun,
    template: requestOf(resource),
    place: { partition, region, accountId },
    pack,
  };
}
