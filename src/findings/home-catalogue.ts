import { mapped } from '../model/mapped.ts';
import {
  type AccessLevel,
  type Catalogue,
  type CatalogueAction,
  catalogue,
  revised,
} from '../policy/catalogue.ts';
import type { HomeCatalogue } from './evidence.ts';

/** From the most dangerous to the mildest. */
const LEVELS = [
  'Permissions management',
  'Write',
  'Tagging',
  'Read',
  'List',
] as const satisfies readonly AccessLevel[];

/** Where an audit is at home. */
interface Home {
  readonly partition: string;
  readonly accountId: string;
  readonly regions: readonly string[];
}

/**
 * The catalogue as seen from the audited account: its partition, its account and the audited
 * regions stand in the ARNs. What a role allows elsewhere cannot be compared with definitions that were not read.
 */
export function homeCatalogue(home: Home): HomeCatalogue {
  const telling = { ...catalogue, wellKnown: [...TELLING, ...catalogue.wellKnown] };
  return byLevel(revised(telling, (action) => atHome(action, home)));
}

function byLevel(all: Catalogue): HomeCatalogue {
  const ofLevel = (level: AccessLevel): Catalogue =>
    revised(all, (action) => (action.accessLevel === level ? action : undefined));
  return { all, levels: new Map(LEVELS.map((level) => [level, ofLevel(level)])) };
}

/** The same catalogue without one action, given in lower case. */
export function without({ all }: HomeCatalogue, name: string): HomeCatalogue {
  return byLevel(revised(all, (action) => (action.name.toLowerCase() === name ? undefined : action)));
}

/** Actions that everybody knows, so that they are the ones that a witness shows. */
const TELLING: readonly string[] = [
  'iam:attachrolepolicy',
  'sagemaker:addtags',
  'sagemaker:createmodel',
  'sagemaker:deletemodel',
  'sagemaker:describemodel',
  'sagemaker:listmodels',
  'states:deletestatemachine',
  'events:deleterule',
];

function atHome(action: CatalogueAction, home: Home): CatalogueAction {
  // What an action can do without says nothing about who needs it.
  const needed = action.resourceTypes.filter(({ required }) => required);
  const resourceTypes = mapped(needed.length > 0 ? needed : action.resourceTypes, (type) => ({
    ...type,
    arns: type.arns.flatMap((arn) => homeArns(arn, home)),
  }));
  return { ...action, resourceTypes };
}

function homeArns(arn: string, { partition, accountId, regions }: Home): readonly string[] {
  const [, , service = '', region = '', owner = '', ...resource] = arn.split(':');
  const places = region === '*' ? regions : [region];
  return mapped(places, (place) =>
    ['arn', partition, service, place, owner === '*' ? accountId : owner, ...resource].join(':'),
  );
}
