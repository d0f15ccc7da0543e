import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Finding } from '../findings/finding.ts';
import { printableJson } from '../findings/printable.ts';
import { CopyButton } from './copy-button.tsx';
import { Code } from './text.tsx';

/** The request that proves a finding. */
export function Witness({ witness }: { readonly witness: NonNullable<Finding['witness']> }): JSX.Element {
  const shown = useRef<HTMLDListElement>(null);
  const context = Object.entries(witness.context);
  return (
    <section class="witness">
      <div class="section-head">
        <h5>The request that proves it</h5>
        <CopyButton what="the request" text={printableJson(witness)} shown={shown} />
      </div>
      <dl class="request" ref={shown}>
        <dt>Action</dt>
        <dd>
          <Code>{witness.action}</Code>
        </dd>
        <dt>Resource</dt>
        <dd>
          <Code>{witness.resource}</Code>
        </dd>
        {context.length > 0 && <dt>Context</dt>}
        {context.map(([key, values]) => (
          <dd key={key}>
            <Code>{`${key} = ${values.join(', ')}`}</Code>
          </dd>
        ))}
      </dl>
    </section>
  );
}
