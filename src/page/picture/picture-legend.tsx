import type { ComponentChildren, JSX } from 'preact';
import { SEVERITIES } from '../../findings/finding.ts';
import { KindMark, SeverityMark } from './marks.tsx';

/** What the marks and lines of the picture mean. */
export function PictureLegend(): JSX.Element {
  return (
    <ul class="pic-legend" aria-label="Legend">
      <Entry name="state machine">
        <KindMark kind="machine" />
      </Entry>
      <Entry name="role">
        <KindMark kind="role" />
      </Entry>
      <Entry name="SageMaker resource">
        <KindMark kind="resource" />
      </Entry>
      <Entry name="runs with">
        <Sample classes="" />
      </Entry>
      <Entry name="grant">
        <Sample classes="" head />
      </Entry>
      <Entry name="missing">
        <Sample classes="critical pic-flaw-missing" head />
      </Entry>
      <Entry name="wider than needed">
        <Sample classes="high pic-flaw-too-wide" head />
      </Entry>
      {SEVERITIES.map((severity) => (
        <Entry key={severity} name={severity}>
          <SeverityMark severity={severity} />
        </Entry>
      ))}
    </ul>
  );
}

function Entry({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <li>
      {children}
      {name}
    </li>
  );
}

function Sample({
  classes,
  head = false,
}: {
  readonly classes: string;
  readonly head?: boolean;
}): JSX.Element {
  return (
    <svg class={`pic-line ${classes}`} viewBox="0 0 34 10" width="34" height="10" aria-hidden="true">
      <path class="pic-stroke" d={head ? 'M0 5H28' : 'M0 5H34'} />
      {head && <path class="pic-head" d="M34 5 27 1V9Z" />}
    </svg>
  );
}
