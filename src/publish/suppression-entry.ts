import type { Finding } from '../findings/finding.ts';
import { isAnchored, SUPPRESSION_TYPE, type Suppression } from '../findings/suppression.ts';
import { dayOf, instantOf } from './instant.ts';

const DAY = 86_400_000;
/** Long enough to do something about it. */
const DAYS = 90;
const LONGEST_RESOURCE = 2_048;

/**
 * An entry for the file of suppressions that covers the finding for ninety days from when it was last seen; whoever takes it
 * has to say why. Undefined where the finding cannot be suppressed.
 */
export function suppressionEntry({ ruleId, resource, lastSeen }: Finding): Suppression | undefined {
  const seen = instantOf(lastSeen);
  const created = dayOf(lastSeen);
  if (seen === undefined || created === undefined || resource.type === SUPPRESSION_TYPE) return undefined;
  if (!isAnchored(resource.arn) || resource.arn.length > LONGEST_RESOURCE) return undefined;
  return {
    rule: ruleId,
    resource: resource.arn,
    reason: 'why this is accepted until then',
    owner: 'who answers for it',
    created,
    expires: new Date(seen + DAYS * DAY).toISOString().slice(0, 10),
  };
}
