import { parseArn } from '../../model/arn.ts';
import { valuesAt } from '../../model/definition-value.ts';
import { escapeLiteral } from '../../policy/pattern.ts';
import { type Machine, regionalArn } from '../call.ts';
import type { Integration } from '../integration.ts';
import { stemOf } from '../parameter.ts';
import type { RoleParameter } from '../pass-role.ts';
import { IN_SYNC, type ServiceFacts, type Step, serviceIntegration } from '../service-integration.ts';
import { anywhere, named, someOf, type Target, type TargetsOf } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html';
const CODEBUILD = 'arn:{partition}:codebuild:{region}:{account}';

/** The page shows `*` too, for a sample project. */
const project = named(`${CODEBUILD}:project/{ProjectName}`, { mayBeArn: true, wider: ['*'] });

/** A build has the name of its project before the colon: `name:id`, or `arn:…:build/name:id`. */
const ofBuild = (path: string): TargetsOf => belonging(path, 'project');
const ofReport = belonging('ReportArns[]', 'report-group');

/** The projects, or report groups, that the ids in a parameter belong to. */
function belonging(path: string, type: 'project' | 'report-group'): TargetsOf {
  const unknown = someOf(named(`arn:{partition}:codebuild:*:*:${type}/*`));
  return (call) => {
    const targets = valuesAt(call.task, path).flatMap((value): readonly Target[] => {
      const owner = ownerOf(stemOf(value) ?? '', call.machine);
      if (owner === undefined) return unknown(call);
      const arn = regionalArn(owner.machine, 'codebuild', `${type}/${escapeLiteral(owner.name)}`);
      return [{ exact: [arn], loose: [arn], quantifier: 'all' }];
    });
    return targets.length === 0 ? unknown(call) : targets;
  };
}

interface Owner {
  readonly name: string;
  readonly machine: Machine;
}

/** The name before the colon, and the place that an ARN tells; `undefined` for a text that is no such id. */
function ownerOf(id: string, machine: Machine): Owner | undefined {
  const arn = parseArn(id);
  const [, name] = /^(?:[a-z-]+\/)?([^:/]+):/.exec(arn?.resource ?? id) ?? [];
  const isOther = arn === undefined ? name === 'arn' : arn.service !== 'codebuild';
  return name === undefined || isOther ? undefined : { name, machine: { ...machine, ...arn } };
}

const waiting = { neededIn: IN_SYNC, source: 'docs-2023' } as const;
/** CDK waits for a build with the same actions in both patterns. */
const waitingForBuild = { ...waiting, grantedIn: ['request-response', '.sync'] } as const;

/** Whether another role of the build has to be passed is not published. */
const otherRole = (path: string): RoleParameter => ({ path, presence: 'undecided' });

function waitForBatch(on: TargetsOf): readonly Step[] {
  return [
    { action: 'codebuild:StopBuildBatch', need: 'cancel', on, ...waiting },
    { action: 'codebuild:BatchGetBuildBatches', need: 'poll', on, ...waiting },
  ];
}

function call(api: string, on: TargetsOf): Integration {
  return serviceIntegration({ ...facts(api, on), patterns: ['request-response'] });
}

function facts(api: string, on: TargetsOf): ServiceFacts {
  const action = `codebuild:${api.charAt(0).toUpperCase()}${api.slice(1)}`;
  return {
    resource: `codebuild:${api}`,
    patterns: ['request-response', '.sync'],
    source: SOURCE,
    steps: [{ action, need: 'create', on }],
  };
}

const startBuild = facts('startBuild', project);
const startBuildBatch = facts('startBuildBatch', project);
const retryBuildBatch = facts('retryBuildBatch', ofBuild('Id'));

/** Builds and batches of them; the template of `retryBuildBatch.sync` has no rule, and nobody says that it needs none. */
export const codebuild: readonly Integration[] = [
  call('batchDeleteBuilds', ofBuild('Ids[]')),
  call('batchGetReports', ofReport),
  call('deleteBuildBatch', ofBuild('Id')),
  serviceIntegration({
    ...retryBuildBatch,
    steps: [...retryBuildBatch.steps, ...waitForBatch(ofBuild('Id'))],
    mayUseRule: true,
  }),
  serviceIntegration({
    ...startBuild,
    steps: [
      ...startBuild.steps,
      { action: 'codebuild:StopBuild', need: 'cancel', on: project, ...waitingForBuild },
      { action: 'codebuild:BatchGetBuilds', need: 'poll', on: project, ...waitingForBuild },
      { action: 'codebuild:BatchGetReports', need: 'documented', on: anywhere, neededIn: [], source: 'cdk' },
    ],
    rule: 'StepFunctionsGetEventForCodeBuildStartBuildRule',
    roles: [otherRole('ServiceRoleOverride')],
  }),
  serviceIntegration({
    ...startBuildBatch,
    steps: [...startBuildBatch.steps, ...waitForBatch(project)],
    rule: 'StepFunctionsGetEventForCodeBuildStartBuildBatchRule',
    roles: [otherRole('ServiceRoleOverride'), otherRole('BuildBatchConfigOverride.ServiceRole')],
  }),
  call('stopBuild', ofBuild('Id')),
  call('stopBuildBatch', ofBuild('Id')),
];
