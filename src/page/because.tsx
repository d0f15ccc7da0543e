import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { BecauseLine } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';
import { Code } from './text.tsx';
import { reasonsOf } from './words.ts';

const FEW = 6;

interface BecauseProps {
  readonly title: string;
  readonly because: readonly BecauseLine[];
}

/** The states and resources that a finding is because of. */
export function Because({ title, because }: BecauseProps): JSX.Element {
  const [isWhole, setWhole] = useState(false);
  const reasons = reasonsOf(because);
  const left = reasons.length - FEW;
  return (
    <section class="because">
      <h5>{title}</h5>
      <ul>
        {reasons.slice(0, isWhole ? reasons.length : FEW).map((reason) => (
          <li key={JSON.stringify(reason)}>
            <span class="who">{printable(reason.who)}</span>
            {reason.where !== '' && <Code>{reason.where}</Code>}
            <span class="quiet">
              <Code>{reason.call}</Code> {reason.needs.join(', ')}
            </span>
          </li>
        ))}
      </ul>
      {left > 0 && !isWhole && (
        <button type="button" class="plain" onClick={() => setWhole(true)}>
          Show {left} more
        </button>
      )}
    </section>
  );
}
