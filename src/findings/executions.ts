import type { ExecutionRequest } from '../expected/execution-request.ts';
import type { Pack, RoleUse } from '../expected/grant.ts';
import type { NamedRole } from '../expected/named-role.ts';
import { rolesOf, roleUseOf } from '../expected/role-uses.ts';
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
  const rolesIn = (resource: SageMakerResource) => resourceRoles(resource, snapshot, pack, models);
  const resources = new Map<string, Set<SageMakerResource>>();
  for (const resource of snapshot.sageMakerResources) {
    for (const { roleArn } of rolesIn(resource))
      kept(resources, roleArn, () => new Set<SageMakerResource>()).add(resource);
  }
  const tasks = new Map<string, Execution[]>();
  for (const use of uses.filter(({ revision }) => revision.use === 'runs')) {
    for (const execution of taskExecutions(use, models))
      kept(tasks, execution.roleArn, () => []).push(execution);
  }
  const ofRole = (roleArn: string): readonly Execution[] => [
    ...[...(resources.get(roleArn) ?? [])].flatMap((resource) =>
      rolesIn(resource)
        .filter((named) => named.roleArn === roleArn)
        .map(({ role }) => resourceExecution(resource, roleArn, role)),
    ),
    ...(tasks.get(roleArn) ?? []),
  ];
  const named = new Set([...resources.keys(), ...tasks.keys()]);
  return new Map([...named].map((roleArn) => [roleArn, () => ofRole(roleArn)]));
}

/** The roles of a resource, each with its ARN. */
function resourceRoles(
  resource: SageMakerResource,
  snapshot: Snapshot,
  pack: Pack,
  models: Models,
): readonly { readonly roleArn: string; readonly role: NamedRole }[] {
  return rolesOf(requestFor(resource, snapshot, pack)).flatMap((role) => {
    const roleArn = roleOf(role, resource.region, models)?.roleArn;
    return roleArn === undefined ? [] : [{ roleArn, role }];
  });
}

function resourceExecution(resource: SageMakerResource, roleArn: string, role: NamedRole): Execution {
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
