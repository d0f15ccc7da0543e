import { digest } from '../../findings/fingerprint.ts';
import type { Report } from '../../findings/report.ts';
import type { Gap } from '../../model/coverage.ts';
import { COMPLIANCE } from './classes.ts';
import { frameOf, type OcsfObject, present, wordsOf } from './frame.ts';
import { resourceOf } from './resources.ts';

const CODE = 'not-audited';

/** What was not audited: an event that was not evaluated, which is neither a fail nor a pass. */
export function gapEvent(gap: Gap, report: Report): OcsfObject {
  const { source, region, resource, kind, why, action } = gap;
  const place = resource === undefined ? `${source} in ${region}` : `${resource} (${source} in ${region})`;
  const subject = `gap-${digest(gap)}`;
  const message = `Not audited: ${place}: ${kind}: ${why}`;
  return present({
    ...frameOf(report, {
      of: COMPLIANCE,
      activity: 99,
      status: 99,
      severity: 'info',
      region,
      subject,
      code: CODE,
      message,
    }),
    status_detail: wordsOf(`${kind}: ${why}`),
    finding_info: {
      uid: subject,
      title: 'Something was not audited',
      desc: wordsOf(message),
      types: ['Coverage Gap'],
      analytic: { uid: CODE, name: 'Coverage', type_id: 1, type: 'Rule' },
    },
    compliance: {
      control: CODE,
      status_id: 0,
      status: 'Unknown',
      status_details: [wordsOf(`${source}: ${kind}: ${why}`)],
    },
    resources: resource === undefined || resource.trim() === '' ? [] : [resourceOf(resource, 3)],
    remediation: action === undefined ? undefined : { desc: wordsOf(`Grant ${action} to the auditor`) },
  });
}
