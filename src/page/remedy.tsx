import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { Finding } from '../findings/finding.ts';
import { printable } from '../findings/printable.ts';
import { remedyWritten, type WrittenRemedy } from '../publish/remedy-written.ts';
import { CopyButton } from './copy-button.tsx';
import { Tabs } from './tabs.tsx';
import { Prose } from './text.tsx';

/** What to do, in each form that says it exactly. */
export function Remedy({ finding }: { readonly finding: Finding }): JSX.Element {
  const forms = useMemo(() => remedyWritten(finding), [finding]);
  return (
    <section class="remedy">
      <h5>What to do</h5>
      <p class="advice">
        <Prose>{finding.remedy.text}</Prose>
      </p>
      {forms.length === 1 && forms[0] !== undefined && <Form form={forms[0]} />}
      {forms.length > 1 && (
        <Tabs
          label="Forms of the remedy"
          tabs={forms.map((form) => ({ name: form.name, label: form.label, panel: <Form form={form} /> }))}
        />
      )}
    </section>
  );
}

function Form({ form: { label, written } }: { readonly form: WrittenRemedy }): JSX.Element {
  const shown = useRef<HTMLElement>(null);
  if (written.kind === 'refused')
    return <p class="quiet">This form cannot say it: {printable(written.why)}. JSON can.</p>;
  return (
    <div class="form">
      <CopyButton what={`the remedy as ${label}`} text={written.text} shown={shown} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section class="scrolls" tabIndex={0} aria-label={`The remedy as ${label}`}>
        <pre>
          <code ref={shown}>{written.text}</code>
        </pre>
      </section>
    </div>
  );
}
