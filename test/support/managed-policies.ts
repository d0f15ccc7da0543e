import {
  type ManagedPolicy,
  merged,
  policiesOfFolder,
  policiesOfMoto,
} from '../../tools/managed-policies.ts';

/**
 * The AWS managed policies at hand: those of the folder beside the project and those of moto. Where continuous
 * integration has no moto, the file fails instead of passing with nothing tested.
 */
export function managedPoliciesForTests(): readonly ManagedPolicy[] {
  const collections = [policiesOfFolder(), policiesOfMoto()];
  const [, moto] = collections;
  if (moto?.kind === 'missing') {
    if (process.env.CI === 'true') throw new Error(`${moto.why}: \`pip install "moto[server]"\``);
    console.warn(`${moto.why}: its managed policies are not tried`);
  }
  return merged(collections);
}
