import type { LinkKind, PictureLink } from '../../src/findings/picture.ts';
import type { Row } from '../../src/page/data.ts';
import type { Witnesses } from '../../src/page/picture/flaws.ts';
import { indexLinks } from '../../src/page/picture/link-index.ts';
import { pictureGraph } from '../../src/page/picture/picture-graph.ts';
import type { PictureGraph, PictureWish } from '../../src/page/picture/picture-model.ts';

const ACCOUNT = '111122223333';

export function role(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

export function machine(name: string): string {
  return `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:${name}`;
}

export function job(name: string): string {
  return `arn:aws:sagemaker:us-east-1:${ACCOUNT}:training-job/${name}`;
}

export function link(from: string, kind: LinkKind, to: string, service?: string): PictureLink {
  return { from, to, kind, ...(service === undefined ? {} : { service }) };
}

/** An open finding of a row, about a role and its machine or the role itself; `at` is its place among `rowsOf`. */
export function row(about: string, of: string, overrides: Partial<Row> = {}): Row {
  return {
    at: 0,
    id: 'f-0000000000000001',
    ruleId: 'task-permission-missing',
    severity: 'high',
    status: 'active',
    confidence: 'confirmed',
    message: 'it is refused',
    region: 'us-east-1',
    resource: of,
    role: about,
    roleName: about.slice(about.lastIndexOf('/') + 1),
    because: [],
    ...overrides,
  };
}

/** The graph of these links and findings, of which all are numbered in their order. */
export function graphOf(
  links: readonly PictureLink[],
  rows: readonly Row[] = [],
  wish: Partial<PictureWish> = {},
): PictureGraph {
  const numbered = rows.map((each, at) => ({ ...each, at }));
  return pictureGraph(indexLinks(links), numbered, { roles: 25, isWhole: true, witnesses: NONE, ...wish });
}

/** The request of the finding at its place. */
export function witnessesOf(
  ...requests: readonly (readonly [at: number, action: string, resource: string])[]
): Witnesses {
  return new Map(requests.map(([at, action, resource]) => [at, { action, resource, context: {} }]));
}

const NONE: Witnesses = new Map();
