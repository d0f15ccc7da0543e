import { catalogue } from '../../policy/catalogue.ts';
import tables from './tables.generated.json' with { type: 'json' };

/**
 * Ids whose IAM prefix the models of the SDK do not tell. The first part are ids that Step Functions spells otherwise
 * than the models, or that the models have no more; in the second the name in the signature is no IAM prefix.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const PREFIXES_BY_HAND: ReadonlyMap<string, string> = new Map([
  ['alexaforbusiness', 'a4b'],
  ['applicationdiscovery', 'discovery'],
  ['cloudwatchevents', 'events'],
  ['costandusagereport', 'cur'],
  ['databasemigration', 'dms'],
  ['directory', 'ds'],
  ['elasticinference', 'elastic-inference'],
  ['elasticsearch', 'es'],
  ['iot1clickprojects', 'iot1click'],
  ['lexmodelbuilding', 'lex'],
  ['lexruntime', 'lex'],
  ['marketplaceentitlement', 'aws-marketplace'],
  ['opsworkscm', 'opsworks-cm'],
  ['qldbsession', 'qldb'],

  ['applicationcostprofiler', 'application-cost-profiler'],
  ['cloudcontrol', 'cloudformation'],
  ['cloudwatch', 'cloudwatch'],
  // The calls carry a participant's token, not a signature; the models name the service that signs.
  ['connectparticipant', 'connect'],
  ['iotdataplane', 'iot'],
  ['ioteventsdata', 'iotevents'],
  ['iotjobsdataplane', 'iotjobsdata'],
  ['iotsecuretunneling', 'iot'],
  ['iotthingsgraph', 'iotthingsgraph'],
  ['mturk', 'mechanicalturk'],
  ['partnercentralaccount', 'partnercentral'],
  ['partnercentralbenefits', 'partnercentral'],
  ['partnercentralchannel', 'partnercentral'],
  ['partnercentralselling', 'partnercentral'],
  ['resourcegroupstaggingapi', 'tag'],
  ['sso', 'sso'],
]);

/** `prefix=id,id` for each prefix. */
const FROM_MODELS: ReadonlyMap<string, string> = new Map(
  tables.prefixes.split(' ').flatMap((row) => {
    const [prefix = '', ids = ''] = row.split('=');
    return ids.split(',').map((id): [string, string] => [id, prefix]);
  }),
);

const WITHOUT_HYPHENS: ReadonlyMap<string, string> = new Map(
  [...catalogue.services].map((prefix) => [prefix.replaceAll('-', ''), prefix]),
);

/**
 * The IAM prefix of a service by its id in a task's `Resource`. An id that is not listed is its own prefix, with
 * hyphens where the prefix has some.
 */
export function prefixOf(sdkId: string): string {
  const id = sdkId.toLowerCase();
  return PREFIXES_BY_HAND.get(id) ?? FROM_MODELS.get(id) ?? WITHOUT_HYPHENS.get(id) ?? id;
}
