import type { Finding, StatementRef } from '../findings/finding.ts';
import type { Picture, PicturedRole } from '../findings/picture.ts';
import { printable } from '../findings/printable.ts';
import type { Rule } from '../findings/rule.ts';
import { SUPPRESSION_TYPE } from '../findings/suppression.ts';
import { compactJson } from './compact-json.ts';
import { CONFIDENCE_WORDS, statusWords } from './finding-words.ts';
import type { Canvas } from './format.ts';
import { paint, severityLabel, wrap } from './layout.ts';
import { placesOf } from './places.ts';
import { remedyWritten } from './remedy-written.ts';
import { type Section, storyOf } from './rule-story.ts';
import { suppressionEntry } from './suppression-entry.ts';

/** What a story goes by beside the finding. */
export interface Surroundings {
  /** The rule of the finding, where this version knows it. */
  readonly rule?: Pick<Rule, 'why' | 'topic'>;
  /** What the role says, where that was read. */
  readonly picture?: Picture;
  /** The command that audits the same again, for this finding. */
  readonly again: string;
}

const INDENT = '  ';

/** All that is known of one finding, in plain words. */
export function findingStory(finding: Finding, surroundings: Surroundings, canvas: Canvas): string {
  const { id, ruleId, severity, title, message, references } = finding;
  const { rule, again } = surroundings;
  const label = severityLabel(canvas, severity).trimEnd();
  const heading = wrap(
    `${paint(canvas, 'bold', printable(ruleId))}  ${label}  ${printable(id)}`,
    INDENT,
    canvas,
    '',
  );
  // Of a report in a file nothing is known to be printable.
  const prose = (text: string): string => wrap(printable(text), INDENT, canvas);
  return storyOf(
    heading,
    [
      ['What happens', [prose(title), '', prose(message)]],
      ['Why it matters', rule === undefined ? [] : [prose(rule.why)]],
      [witnessTitle(rule), witnessLines(finding, canvas)],
      [
        rule?.topic === 'excess' ? 'Who uses the role' : 'Who needs it',
        placesOf(finding.because).map(({ text }) => wrap(text, `${INDENT}  `, canvas, INDENT)),
      ],
      ['What the role says today', roleLines(finding, surroundings, canvas)],
      ['How sure it is', [prose(CONFIDENCE_WORDS[finding.confidence])]],
      ['Since when', sinceWhen(finding).map(prose)],
      ['What to do', [prose(finding.remedy.text)]],
      ...remedySections(finding),
      [
        'How to see that it is gone',
        [prose('Audit again when it is done; it is over where it is found no more:'), `${INDENT}${again}`],
      ],
      ['How to accept it for a time', acceptance(finding, canvas)],
      ['References', references.map((url) => `${INDENT}${printable(url)}`)],
    ],
    canvas,
  );
}

function witnessTitle(rule: Surroundings['rule']): string {
  return rule?.topic === 'excess' ? 'This request is allowed' : 'The request that proves it';
}

function witnessLines({ witness }: Finding, canvas: Canvas): readonly string[] {
  if (witness === undefined) return [];
  const context = Object.entries(witness.context).map(
    ([key, values]) => `${printable(key)} = ${values.map(printable).join(', ')}`,
  );
  const lines = [printable(witness.action), printable(witness.resource), ...context];
  return lines.map((line) => wrap(line, `${INDENT}  `, canvas, INDENT));
}

function roleLines(
  { role, resource, statement }: Finding,
  { picture }: Surroundings,
  canvas: Canvas,
): readonly string[] {
  if (resource.type === SUPPRESSION_TYPE) return [];
  const lines = [`${INDENT}${printable(role.arn)}`];
  const pictured = picture?.roles.find(({ arn }) => arn === role.arn);
  if (statement === undefined) {
    const names = pictured?.policies.map(({ name, origin }) => `\`${printable(name)}\` (${origin})`) ?? [];
    return names.length === 0
      ? lines
      : [...lines, wrap(`Its policies: ${names.join(', ')}`, `${INDENT}  `, canvas, INDENT)];
  }
  const { sid, index, policy } = statement;
  const name = `\`${printable(policy)}\``;
  const text =
    sid === undefined
      ? `Statement ${index} of ${name}, counted from 0`
      : `Statement ${printable(sid)} of ${name}`;
  const shown = statementIn(pictured, statement);
  return [
    ...lines,
    wrap(text, `${INDENT}  `, canvas, INDENT),
    ...(shown === undefined ? [] : [compactJson(shown, INDENT, canvas.width)]),
  ];
}

function statementIn(role: PicturedRole | undefined, { policy, index }: StatementRef): object | undefined {
  const named = role?.policies.find(({ name }) => name === policy);
  return named?.statements?.[index];
}

function sinceWhen(finding: Finding): readonly string[] {
  const { firstSeen, lastSeen, change } = finding;
  return [
    `First seen ${printable(firstSeen)}, last seen ${printable(lastSeen)}.`,
    statusWords(finding),
    ...(change === undefined
      ? []
      : [
          `Changed by ${printable(change.by)} (${printable(change.event)}, ${printable(change.at)}; event ${printable(change.eventId)})`,
        ]),
  ];
}

/** The remedy in each language that can say it. */
function remedySections(finding: Finding): readonly Section[] {
  return remedyWritten(finding).map(({ label, written }) => [
    `As ${label}`,
    written.kind === 'written'
      ? written.text.split('\n').map((line) => `${INDENT}${line}`)
      : [`${INDENT}There is none: ${printable(written.why)}`],
  ]);
}

function acceptance(finding: Finding, canvas: Canvas): readonly string[] {
  const entry = suppressionEntry(finding);
  if (entry === undefined) return [`${INDENT}It cannot be suppressed.`];
  return [
    wrap('An entry for `plumbline.suppressions.json`; say why, and who answers for it:', INDENT, canvas),
    compactJson({ suppressions: [entry] }, INDENT, canvas.width),
  ];
}
