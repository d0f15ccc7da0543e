import { expectationOf } from '../expected/expect.ts';
import type { Delegation, Expectation, ExpectedGrant, Pack } from '../expected/grant.ts';
import { integrations } from '../expected/integrations/index.ts';
import { type ExplainedPolicy, policyOf } from '../expected/policy-of.ts';
import type { ExpectOptions } from './expect-options.ts';
import type { DefinitionFile } from './expect-source.ts';

/** The expected policy of one definition, as `plumbline expect --format json` writes it. */
export interface ExpectReport {
  readonly schemaVersion: 1;
  readonly bound: ExpectedGrant['bound'];
  readonly pack: Pack;
  readonly stateMachine: Omit<DefinitionFile['machine'], 'settings'>;
  readonly policy: ExplainedPolicy['policy'];
  /** Why each statement of `policy` is there, in its order. */
  readonly statements: ExplainedPolicy['statements'];
  /** Integrations among them for which Step Functions never makes a policy by itself. */
  readonly attachByHand: readonly string[];
  readonly passedRoles: Expectation['passedRoles'];
  /** What tasks with `Credentials` need of the roles that they assume. */
  readonly assumedRoles: readonly AssumedRole[];
  readonly gaps: Expectation['gaps'];
}

export interface AssumedRole {
  readonly roleArn: string;
  readonly policy: ExplainedPolicy['policy'];
  readonly statements: ExplainedPolicy['statements'];
}

/** What the definition in a file expects of the role that its state machine runs with. */
export function expectReport(source: DefinitionFile, { bound, pack }: ExpectOptions): ExpectReport {
  const { grants, passedRoles, gaps, delegations } = expectationOf({ ...source, pack });
  const { settings: _, ...stateMachine } = source.machine;
  const { policy, statements } = policyOf(grants.filter(isNeeded), bound);
  return {
    schemaVersion: 1,
    bound,
    pack,
    stateMachine,
    policy,
    statements,
    attachByHand: neverGenerated(grants),
    passedRoles,
    assumedRoles: assumedRoles(delegations, bound),
    gaps,
  };
}

function assumedRoles(
  delegations: readonly Delegation[],
  bound: ExpectedGrant['bound'],
): readonly AssumedRole[] {
  return [...new Set(delegations.map(({ roleArn }) => roleArn))].map((roleArn) => {
    const own = delegations.filter((delegation) => delegation.roleArn === roleArn);
    const grants = own.flatMap((delegation) => delegation.grants).filter(isNeeded);
    return { roleArn, ...policyOf(grants, bound) };
  });
}

function neverGenerated(grants: readonly ExpectedGrant[]): readonly string[] {
  const used = new Set(grants.map(({ why }) => why.integration));
  return integrations
    .filter(({ resource, generatedByStepFunctions }) => !generatedByStepFunctions && used.has(resource))
    .map(({ resource }) => resource);
}

/** What only a template asks for is no part of the least policy. */
function isNeeded({ bound, need }: ExpectedGrant): boolean {
  return bound === 'allowed' || need !== 'documented';
}
