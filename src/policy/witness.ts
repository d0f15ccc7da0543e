import { type ArnGlob, type ArnSet, findArn, literalArn, meetsSegments, withinArn } from './arn-set.ts';
import { actionNamed, type Catalogue, catalogue, listedActions, servicesMatching } from './catalogue.ts';
import { findValues } from './key-values.ts';
import type { PreparedAccess } from './prepare.ts';
import { readyAction } from './ready-action.ts';
import type { Question, Region } from './region.ts';
import type { Request } from './request.ts';
import { findText, holds, type TextSet } from './text-set.ts';
import { firstFound, found, type Search, type Work } from './work.ts';

/** What helps a witness to read well. */
export interface Style {
  readonly catalogue: Catalogue;
  /** Whether resources are the principals of a trust policy. */
  readonly subject: 'resource' | 'principal';
  /** Action patterns as the compared documents spell them. */
  readonly spellings: () => readonly string[];
}

const NAMES: readonly string[] = ['example', 'sample', 'other', 'x'];
/** The last one is for resources in two parts, such as an object in a bucket. */
const RESOURCES: readonly string[] = [...NAMES, 'example/example'];
const PRINCIPALS: readonly ArnGlob[] = [
  'AWS:arn:aws:iam::444455556666:root',
  'AWS:arn:aws:iam::111122223333:role/example',
  'Service:ec2.amazonaws.com',
].map(literalArn);

/** One request of the region, readable where the patterns leave a choice. */
export function requestIn(region: Region, style: Style, question: Question): Search<Request> {
  const action = findAction(region.actions, style, question);
  if (action.kind !== 'found') return action;
  const resource = findResource(region.resources, action.value, style, question);
  if (resource.kind !== 'found') return resource;
  const context: [string, readonly string[]][] = [];
  for (const [key, literals] of region.literals) {
    const values = findValues(literals, question.domainOf(key), question);
    if (values.kind !== 'found') return values;
    const spelling = literals[0]?.atom.spelling;
    if (values.value.length > 0 && spelling !== undefined) context.push([spelling, values.value]);
  }
  return found({ action: action.value, resource: resource.value, context: Object.fromEntries(context) });
}

/** An action that is known to exist, if there is one. */
function findAction(actions: TextSet, style: Style, work: Work): Search<string> {
  const literal = actions.within.find((glob) => glob.literal !== undefined)?.literal;
  if (literal !== undefined)
    return found(actionNamed(literal, style.catalogue)?.name ?? respelled(literal, style.spellings()));
  let services = style.catalogue.services;
  for (const glob of actions.within) services = servicesMatching(glob, services);
  for (const { name } of listedActions(style.catalogue, services))
    if (holds(actions, name.toLowerCase())) return found(name);
  const text = findText(actions, NAMES, work);
  return text.kind === 'found' ? found(respelled(text.value, style.spellings())) : text;
}

/** The action with the capitals of the longest pattern that begins as it does, and one where its own name begins. */
function respelled(action: string, spellings: readonly string[]): string {
  let best = '';
  for (const pattern of spellings) {
    const [start = ''] = pattern.split(/[*?]/, 1);
    if (start.length > best.length && action.startsWith(start.toLowerCase())) best = start;
  }
  const name = Math.max(best.length, action.indexOf(':') + 1);
  const capital = action.slice(name, name + 1).toUpperCase();
  return best + action.slice(best.length, name) + capital + action.slice(name + 1);
}

/** A resource of a kind that the action meets, if there is one; else any. */
function findResource(resources: ArnSet, action: string, style: Style, work: Work): Search<string> {
  const [service = ''] = action.split(':', 1);
  const fillers = [
    ['arn'],
    ['aws', 'aws-cn', 'aws-us-gov'],
    [service],
    ['us-east-1', 'eu-west-1'],
    ['111122223333', '444455556666'],
    RESOURCES,
  ];
  const usual = firstFound(
    usualResources(action, style).filter((arn) => meetsSegments(arn, resources)),
    (arn) => findArn(withinArn(resources, arn), fillers, work),
    work,
  );
  return usual.kind === 'found' ? usual : findArn(resources, fillers, work);
}

function usualResources(action: string, { catalogue: listed, subject }: Style): readonly ArnGlob[] {
  if (subject === 'principal') return PRINCIPALS;
  const known = actionNamed(action, listed);
  return known === undefined ? [] : readyAction(known).resources;
}

export function styleOf(sides: readonly PreparedAccess[], typed: Catalogue | undefined): Style {
  return {
    catalogue: typed ?? catalogue,
    subject: sides.some(isOfPrincipals) ? 'principal' : 'resource',
    spellings: () =>
      sides.flatMap(({ access }) =>
        access.layers
          .flat()
          .flatMap(({ statements }) => statements.flatMap(({ actions }) => actions.patterns)),
      ),
  };
}

function isOfPrincipals({ access }: PreparedAccess): boolean {
  return access.layers.some((documents) => documents.some(({ subject }) => subject === 'principal'));
}
