import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { printable } from '../findings/printable.ts';
import type { Gap } from '../model/coverage.ts';
import { GAP_KINDS, type GapGroup, gapGroups } from './coverage.ts';
import type { ReportHead } from './data.ts';
import { Code, Prose } from './text.tsx';
import { counted } from './words.ts';

const SHOWN = 25;

/** What was not audited, and what would change that. */
export function Coverage({ coverage }: Pick<ReportHead, 'coverage'>): JSX.Element {
  return (
    <section class="coverage" id="coverage" tabIndex={-1} aria-labelledby="coverage-title">
      <h2 id="coverage-title">Coverage</h2>
      {coverage.complete ? (
        <p class="lead">
          Everything in scope was read and judged. Where there is no finding, no rule has found anything.
        </p>
      ) : (
        <p class="lead">
          {counted(coverage.gaps.length, 'part')} could not be audited. Nothing is claimed of these: they are
          neither a pass nor a finding.
        </p>
      )}
      {gapGroups(coverage.gaps).map((group) => (
        <Group key={`${group.kind} ${group.action}`} group={group} />
      ))}
    </section>
  );
}

function Group({ group: { kind, action, gaps } }: { readonly group: GapGroup }): JSX.Element {
  const [shown, setShown] = useState(SHOWN);
  const { label, meaning } = GAP_KINDS[kind];
  const left = gaps.length - shown;
  return (
    <div class="gaps">
      <h3>
        {label} <span class="quiet">{gaps.length.toLocaleString('en-GB')}</span>
      </h3>
      <p>
        {meaning}
        {action !== undefined && (
          <>
            {' '}
            <strong>
              Grant <Code>{action}</Code> to the auditor.
            </strong>
          </>
        )}
      </p>
      <ul>
        {gaps.slice(0, shown).map((gap, index) => (
          <li key={index}>
            <Code>{placeOf(gap)}</Code>
            <span class="quiet">
              <Prose>{gap.why}</Prose>
            </span>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <p class="more">
          <button type="button" onClick={() => setShown(shown + SHOWN)}>
            Show {Math.min(left, SHOWN)} more
          </button>
          <span>{counted(left, 'gap')} not shown</span>
        </p>
      )}
    </div>
  );
}

function placeOf({ resource, source, region }: Gap): string {
  return printable(resource ?? `${source} in ${region}`);
}
