import { valuesAt } from '../../model/definition-value.ts';
import type { Call } from '../call.ts';
import type { Integration } from '../integration.ts';
import { serviceIntegration } from '../service-integration.ts';
import { named, type Target } from '../target.ts';

const SOURCE = 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html';
const BUS = 'arn:{partition}:events:{region}:{account}:event-bus';

/** Events to the buses that the entries name; a name may be an ARN of another region or account. */
export const events: readonly Integration[] = [
  serviceIntegration({
    resource: 'events:putEvents',
    patterns: ['request-response', '.waitForTaskToken'],
    source: SOURCE,
    steps: [{ action: 'events:PutEvents', need: 'create', on: buses }],
  }),
];

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
const namedBuses = named(`${BUS}/{Entries[].EventBusName}`, {
  mayBeArn: true,
  absent: `${BUS}/default`,
  // The Terraform module grants `*` whatever the entries say.
  wider: ['*'],
});
const someBus = named(`${BUS}/{Entries}`, { mayBeArn: true, wider: ['*'], read: () => undefined });

/** A list that only a run knows, or one without an entry, tells no bus. */
function buses(call: Call): readonly Target[] {
  const [entries] = valuesAt(call.task, 'Entries');
  const isList = entries?.kind === 'literal' && Array.isArray(entries.value) && entries.value.length > 0;
  return isList ? namedBuses(call) : someBus(call);
}
