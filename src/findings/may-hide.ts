import type { Gap } from '../model/coverage.ts';
import type { Finding } from './finding.ts';
import { isStateMachine, type Lens } from './lens.ts';
import { isReadGap } from './read-gaps.ts';
import { rules } from './rules/index.ts';
import type { Scrutiny } from './scrutiny.ts';

const SCRUTINY: ReadonlyMap<string, Scrutiny> = new Map(rules.map(({ id, scrutiny }) => [id, scrutiny]));

/** What a rule asks of a run; undefined for a rule that there is no more. */
export function scrutinyOf(ruleId: string): Scrutiny | undefined {
  return SCRUTINY.get(ruleId);
}

/** Whether the gap could be why a run did not make the finding. What was not understood of its own things is asked apart. */
export function mayHide(gap: Gap, { ruleId, region, resource }: Finding, lens: Lens): boolean {
  const scrutiny = scrutinyOf(ruleId);
  if (scrutiny === undefined || scrutiny.reach === 'run') return true;
  if (gap.resource !== undefined) {
    const isOther = scrutiny.reach === 'account' && !lens.all.has(gap.resource);
    return isOther && isReadGap(gap);
  }
  const [service = ''] = gap.source.split(':', 1);
  if (scrutiny.harmless.some((one) => one === service)) return false;
  if (scrutiny.reach === 'account' || (service !== 'states' && service !== 'sagemaker')) return true;
  // A state machine was read or was not, whatever lists say; of a role they tell what else runs with it in that region.
  return !isStateMachine(resource.arn) && (region === 'global' || region === gap.region);
}
