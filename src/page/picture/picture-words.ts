import type { LinkKind } from '../../findings/picture.ts';
import type { PictureEdge, PictureGraph, PictureNode } from './picture-model.ts';
import { counted, nounOf } from './picture-names.ts';
import { tallyInWords } from './tally.ts';

/** A node as it is read out: what it is, its findings, what it is linked to and how. */
export interface NodeWords {
  readonly node: PictureNode;
  /** `role ChurnPipelineRole`. */
  readonly name: string;
  /** `1 high finding`. */
  readonly findings: string;
  /** `runs churn-pipeline`, `may not pass ChurnModelRole to sagemaker`. */
  readonly links: readonly string[];
}

const VERBS: Readonly<Record<LinkKind, readonly [active: string, passive: string]>> = {
  'runs-as': ['runs as', 'runs'],
  passes: ['passes', 'is passed by'],
  assumes: ['assumes', 'is assumed by'],
  'executes-with': ['executes with', 'is the execution role of'],
};

/** Every node of the graph in words, in its order. */
export function wordsOf({ nodes, edges }: PictureGraph): readonly NodeWords[] {
  const labels = new Map(nodes.map((node) => [node.id, labelOf(node)]));
  const links = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const edge of edges) {
    const [active, passive] = VERBS[edge.kind];
    links.get(edge.from)?.push(`${active} ${labels.get(edge.to)}${flawInWords(edge)}`);
    links.get(edge.to)?.push(`${passive} ${labels.get(edge.from)}${flawInWords(edge)}`);
  }
  return nodes.map((node) => ({
    node,
    name: nameOf(node),
    findings: findingsOf(node),
    links: links.get(node.id) ?? [],
  }));
}

function nameOf(node: PictureNode): string {
  const [first = ''] = node.arns;
  return node.arns.length === 1 ? `${nounOf(first)} ${node.label}` : labelOf(node);
}

function labelOf({ label, state }: PictureNode): string {
  return state === 'beyond' ? `other roles, ${label}` : label;
}

function findingsOf({ state, tally }: PictureNode): string {
  if (state === 'beyond') return 'may be passed though nothing needs it';
  return state === 'absent' ? `does not exist, ${tallyInWords(tally)}` : tallyInWords(tally);
}

/** What is wrong with a link, for who does not see how it is drawn. */
function flawInWords({ flaw, kind }: PictureEdge): string {
  if (flaw === undefined) return '';
  if (flaw.kind === 'too-wide') return ' (wider than needed)';
  if (flaw.kind === 'other') return ` (${flaw.severity} finding)`;
  return kind === 'passes' || kind === 'assumes' ? ' (not allowed)' : ' (a permission is missing)';
}

/** What the picture does not show; empty where it shows all. */
export function hiddenInWords({ hidden }: PictureGraph): string {
  const parts = [
    ...(hidden.flawed > 0 ? [`${counted(hidden.flawed, 'more role')} with findings`] : []),
    ...(hidden.flawless > 0 ? [`${counted(hidden.flawless, 'role')} without findings`] : []),
  ];
  return parts.length === 0 ? '' : `${parts.join(' and ')} not shown`;
}
