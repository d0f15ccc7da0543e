import type { JSX } from 'preact';
import type { Finding } from '../findings/finding.ts';
import type { PicturedRole } from '../findings/picture.ts';
import { printable } from '../findings/printable.ts';
import { Because } from './because.tsx';
import { Compare } from './compare.tsx';
import type { PageData, Row } from './data.ts';
import { momentText } from './moment.ts';
import { problemOf } from './problems.ts';
import { References } from './references.tsx';
import { Remedy } from './remedy.tsx';
import { Code, Prose } from './text.tsx';
import { useLoaded } from './use-loaded.ts';
import { Witness } from './witness.tsx';
import {
  CONFIDENCE_LABELS,
  CONFIDENCE_MEANINGS,
  SEVERITY_LABELS,
  STATUS_LABELS,
  statusMeaning,
} from './words.ts';

interface PanelProps {
  readonly data: PageData;
  readonly row: Row;
  readonly isCompared: boolean;
}

/** All about one finding. */
export function FindingPanel({ data, row, isCompared }: PanelProps): JSX.Element {
  const loaded = useLoaded(
    async () => ({ finding: await data.finding(row.at), role: await data.role(row.role) }),
    row.at,
  );
  if (loaded.kind === 'loading')
    return (
      <p class="quiet" data-reading>
        Reading …
      </p>
    );
  if (loaded.kind === 'failed') return <p role="alert">{printable(loaded.why)}</p>;
  return <Story {...loaded.value} isCompared={isCompared} />;
}

interface StoryProps {
  readonly finding: Finding;
  readonly role: PicturedRole | undefined;
  readonly isCompared: boolean;
}

function Story({ finding, role, isCompared }: StoryProps): JSX.Element {
  const { witness, because } = finding;
  const isExcess = problemOf(finding.ruleId) === 'too-wide';
  return (
    <>
      <p class="lead">
        <Prose>{finding.title}</Prose>
      </p>
      <Facts finding={finding} isCompared={isCompared} />
      <div class="evidence">
        {witness !== undefined && <Witness witness={witness} />}
        {because.length > 0 && (
          <Because title={isExcess ? 'Who uses the role' : 'Who needs it'} because={because} />
        )}
      </div>
      <Compare finding={finding} role={role} />
      <Remedy finding={finding} />
      <References references={finding.references} />
    </>
  );
}

function Facts({ finding, isCompared }: Omit<StoryProps, 'role'>): JSX.Element {
  const { severity, confidence, status, change, resource, role, firstSeen } = finding;
  return (
    <dl class="facts-list">
      <Fact name="Severity">{SEVERITY_LABELS[severity]}</Fact>
      <Fact name="Confidence">
        {CONFIDENCE_LABELS[confidence]}: {CONFIDENCE_MEANINGS[confidence]}
      </Fact>
      {(isCompared || status === 'resolved' || status === 'suppressed') && (
        <Fact name="Status">
          {STATUS_LABELS[status]}: {statusMeaning(finding)}; first seen on {momentText(firstSeen)}
        </Fact>
      )}
      {change !== undefined && (
        <Fact name="Changed by">
          <Code>{change.by}</Code> with <Code>{change.event}</Code> on {momentText(change.at)}
        </Fact>
      )}
      {resource.arn !== role.arn && (
        <Fact name="Found at">
          <Code>{resource.arn}</Code>
        </Fact>
      )}
      <Fact name="Finding">
        <Code>{finding.id}</Code>
      </Fact>
    </dl>
  );
}

function Fact({
  name,
  children,
}: {
  readonly name: string;
  readonly children: JSX.Element['props']['children'];
}): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
