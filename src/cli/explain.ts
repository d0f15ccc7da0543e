import type { Environment } from '../config/config.ts';
import type { Finding } from '../findings/finding.ts';
import { printable, printableJson } from '../findings/printable.ts';
import { rules } from '../findings/rules/index.ts';
import { findingStory } from '../publish/finding-story.ts';
import { OVER_WORDS } from '../publish/finding-words.ts';
import { wrap } from '../publish/layout.ts';
import { remedyWritten } from '../publish/remedy-written.ts';
import { ruleStory } from '../publish/rule-story.ts';
import { type ExplainArguments, explainArguments } from './explain-options.ts';
import { type Explainable, explainable } from './explain-source.ts';
import { type Io, UsageError } from './io.ts';
import { didYouMean } from './meant.ts';
import { idBeginning, pickId } from './pick-finding.ts';
import { described } from './rules.ts';
import { shellWord } from './shell-word.ts';
import type { OverFinding } from './state-findings.ts';

const MOST_CANDIDATES = 10;

/**
 * `plumbline explain ID`: all about a finding or a rule. 0 where it is explained, 2 where nothing or more than one thing has
 * that id, or the remedy cannot be told in the form that is asked for. Throws UsageError and what reading throws.
 */
export async function explainCommand(
  args: readonly string[],
  io: Io,
  environment: Environment,
): Promise<number> {
  const options = explainArguments(args);
  const rule = rules.find(({ id }) => id === options.subject);
  if (rule === undefined) return explainFinding(options, io, environment);
  if (options.remedy !== undefined)
    throw new UsageError(`\`${rule.id}\` is a rule: the remedy is that of a finding`);
  io.out(options.format === 'json' ? `${printableJson(described(rule))}\n` : ruleStory(rule, io));
  return 0;
}

async function explainFinding(options: ExplainArguments, io: Io, environment: Environment): Promise<number> {
  const { subject } = options;
  const beginning = idBeginning(subject);
  if (beginning === undefined) throw new UsageError(noId(subject));
  const known = await explainable(options, io, environment);
  const { findings, over } = known;
  const pick = pickId(
    beginning,
    [...findings, ...over].map(({ id }) => id),
  );
  if (pick.kind === 'none')
    throw new UsageError(
      `no finding of ${known.place} has an id that begins with \`${beginning}\`: \`plumbline audit${known.flags}\` shows those there are`,
    );
  if (pick.kind === 'several') return severalIds(beginning, pick.ids, findings, io);
  const finding = findings.find(({ id }) => id === pick.id);
  if (finding !== undefined) return tell(finding, known, options, io);
  const gone = over.find(({ id }) => id === pick.id);
  return gone === undefined ? 2 : tellOver(gone, options, io);
}

function noId(subject: string): string {
  const hint = didYouMean(
    subject,
    rules.map(({ id }) => id),
  );
  if (hint !== undefined) return `\`${subject}\` is not a rule: ${hint}`;
  return `\`${subject}\` is neither a rule (\`plumbline rules\` lists them) nor the beginning of a finding's id: that is \`v1-\` and at least six digits of 0-9 and a-f`;
}

function severalIds(beginning: string, ids: readonly string[], findings: readonly Finding[], io: Io): number {
  const lines = ids.slice(0, MOST_CANDIDATES).map((id) => {
    const finding = findings.find((each) => each.id === id);
    return finding === undefined
      ? `  ${id}  resolved`
      : `  ${id}  ${finding.severity} ${printable(finding.ruleId)}  ${printable(finding.resource.arn)}`;
  });
  const more = ids.length - lines.length;
  io.err(
    [
      `plumbline explain: ${ids.length} ids begin with \`${beginning}\`:`,
      ...lines,
      ...(more > 0 ? [`  and ${more} more`] : []),
      '',
    ].join('\n'),
  );
  return 2;
}

function tell(finding: Finding, { picture, flags }: Explainable, options: ExplainArguments, io: Io): number {
  if (options.remedy !== undefined) io.out(`${remedyIn(options.remedy, finding)}\n`);
  else if (options.format === 'json') io.out(`${printableJson(finding)}\n`);
  else {
    const rule = rules.find(({ id }) => id === finding.ruleId);
    const again = `plumbline audit${flags} --only ${shellWord(subjectOf(finding))}`;
    io.out(
      findingStory(
        finding,
        {
          again,
          ...(rule === undefined ? {} : { rule }),
          ...(picture === undefined ? {} : { picture }),
        },
        io,
      ),
    );
  }
  return 0;
}

/** What `--only` may name: a state machine, a SageMaker resource or a role; a policy is looked at with its role. */
function subjectOf({ resource, role }: Finding): string {
  return /^arn:[^:]*:(states|sagemaker):/.test(resource.arn) ? resource.arn : role.arn;
}

function remedyIn(form: NonNullable<ExplainArguments['remedy']>, finding: Finding): string {
  const { id, remedy } = finding;
  const forms = remedyWritten(finding);
  if (forms.length === 0)
    throw new UsageError(`the remedy of \`${id}\` is no policy: ${printable(remedy.text)}`);
  const found = forms.find(({ name }) => name === form);
  if (found === undefined)
    throw new UsageError(
      `the remedy of \`${id}\` is told as ${forms.map(({ name }) => name).join(', ')} alone, as more than attaching a policy is to be done: ${remedy.text}`,
    );
  if (found.written.kind === 'refused')
    throw new UsageError(`the remedy of \`${id}\` cannot be told as ${form}: ${found.written.why}`);
  return found.written.text;
}

function tellOver(gone: OverFinding, { format, remedy }: ExplainArguments, io: Io): number {
  const { id, resolvedReason, resolvedAt, firstSeen, lastSeen } = gone;
  if (remedy !== undefined) throw new UsageError(`\`${id}\` is over: there is nothing to remedy`);
  const sentence = `\`${id}\` is over since ${resolvedAt}: ${OVER_WORDS[resolvedReason]}. It was first seen ${firstSeen} and last seen ${lastSeen}; no more is kept of what is over.`;
  io.out(format === 'json' ? `${printableJson(gone)}\n` : `${wrap(printable(sentence), '', io)}\n`);
  return 0;
}
