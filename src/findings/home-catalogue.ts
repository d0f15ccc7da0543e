import { type AccessLevel, type Catalogue, type CatalogueAction, catalogue } from '../policy/catalogue.ts';
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
 * The catalogue as seen from the audited account: its partition, its account and the audited regions stand in
 * the ARNs. What a role allows elsewhere cannot be compared with definitions that were not read.
 */
export function homeCatalogue(home: Home): HomeCatalogue {
  const actions = tellingFirst(catalogue).map(([key, action]) => [key, atHome(action, home)] as const);
  return byLevel({ ...catalogue, actions: new Map(actions) });
}

function byLevel(all: Catalogue): HomeCatalogue {
  const levels = new Map<AccessLevel, Catalogue>();
  for (const level of LEVELS) {
    const actions = [...all.actions].filter(([, { accessLevel }]) => accessLevel === level);
    levels.set(level, { ...all, actions: new Map(actions) });
  }
  return { all, levels };
}

/** The same catalogue without one action, given in lower case. */
export function without({ all }: HomeCatalogue, action: string): HomeCatalogue {
  return byLevel({ ...all, actions: new Map([...all.actions].filter(([key]) => key !== action)) });
}

/** Actions that everybody knows come first, so that they are the ones that a witness shows. */
function tellingFirst({ actions }: Catalogue): readonly (readonly [string, CatalogueAction])[] {
  const telling = TELLING.flatMap((key) => {
    const action = actions.get(key);
    return action === undefined ? [] : [[key, action] as const];
  });
  return [...telling, ...[...actions].filter(([key]) => !TELLING.includes(key))];
}

const TELLING: readonly string[] = [
  'iam:attachrolepolicy',
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
  const resourceTypes = (needed.length > 0 ? needed : action.resourceTypes).map((type) => ({
    ...type,
    arns: type.arns.flatMap((arn) => homeArns(arn, home)),
  }));
  return { ...action, resourceTypes };
}

function homeArns(arn: string, { partition, accountId, regions }: Home): readonly string[] {
  const [, , service = '', region = '', owner = '', ...resource] = arn.split(':');
  const places = region === '*' ? regions : [region];
  return places.map((place) =>
    ['arn', partition, service, place, owner === '*' ? accountId : owner, ...resource].join(':'),
  );
}
