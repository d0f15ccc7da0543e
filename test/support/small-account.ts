import { type AccountPlan, planAccount } from './seed-account-plan.ts';

const ROLES: readonly string[] = ['fraud-train', 'fraud-score', 'fraud-fan-out', 'fraud-sagemaker-execution'];
const MACHINES: readonly string[] = ['fraud-train', 'fraud-score', 'fraud-fan-out', 'legacy-orphan'];

/** A few state machines and their roles out of the whole plan: audited in a moment, and not without findings. */
export function planSmallAccount(): AccountPlan {
  const { policies, roles, machines } = planAccount();
  return {
    policies,
    roles: roles.filter(({ name }) => ROLES.includes(name)),
    machines: machines.filter(({ name }) => MACHINES.includes(name)),
    trainers: [],
  };
}
