import { expectationOf } from '../expected/expect.ts';
import type { Expectation, ExpectedGrant, Pack } from '../expected/grant.ts';
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
  readonly gaps: Expectation['gaps'];
}

/** What the definition in a file expects of the role that its state machine runs with. */
export function expectReport(source: DefinitionFile, { bound, pack }: ExpectOptions): ExpectReport {
  const { grants, passedRoles, gaps } = expectationOf({ ...source, pack });
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
    gaps,
  };
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
