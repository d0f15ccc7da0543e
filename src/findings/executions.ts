import type { ExecutionRequest } from '../expected/execution-request.ts';
import type { Pack, RoleUse } from '../expected/grant.ts';
import { roleUsesOf } from '../expected/role-uses.ts';
import { requestOf, type SageMakerResource } from '../model/sagemaker-resource.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Execution, Use } from './evidence.ts';

/** Every use of a role by SageMaker: by resources that are there, and by what tasks of state machines would make. */
export function* executionsOf(snapshot: Snapshot, uses: readonly Use[], pack: Pack): Iterable<Execution> {
  const models = modelsOf(snapshot.sageMakerResources);
  for (const resource of snapshot.sageMakerResources) {
    const { region } = resource;
    for (const use of roleUsesOf(requestFor(resource, snapshot, pack))) {
      const roleArn = roleOf(use, region, models)?.roleArn;
      if (roleArn !== undefined) yield { origin: { kind: 'resource', resource }, roleArn, region, use };
    }
  }
  for (const use of uses) if (use.revision.use === 'runs') yield* taskExecutions(use, models);
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
  { role }: RoleUse,
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
