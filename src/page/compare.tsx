import type { JSX } from 'preact';
import type { Finding } from '../findings/finding.ts';
import type { PicturedPolicy, PicturedRole } from '../findings/picture.ts';
import { printable } from '../findings/printable.ts';
import { type Block, comparisonOf, type MarkedAction } from './compare-statements.ts';
import type { Mark } from './statement-marks.ts';
import { Code } from './text.tsx';

const MARKS: Readonly<Record<Mark, string>> = {
  missing: 'missing',
  granted: 'granted',
  'not-needed': 'not needed',
  wider: 'wider than needed',
};

const ORIGINS: Readonly<Record<PicturedPolicy['origin'], string>> = {
  inline: 'inline policy',
  'customer-managed': 'managed policy',
  'aws-managed': 'AWS managed policy',
  boundary: 'permissions boundary',
};

interface CompareProps {
  readonly finding: Finding;
  readonly role: PicturedRole | undefined;
}

/** What is needed beside what there is, the difference marked in words and by colour. */
export function Compare({ finding, role }: CompareProps): JSX.Element | null {
  if (finding.expected === undefined && finding.statement === undefined) return null;
  const { expected, actual } = comparisonOf(finding, role);
  return (
    <section class="compare">
      <h5>Expected against actual</h5>
      <div class="sides">
        <Side title="What the definitions need" blocks={expected}>
          Nothing that is known to use the role needs any of this.
        </Side>
        <Side title="What the role’s policies say" blocks={actual}>
          {role === undefined
            ? 'The policies of the role are not in this report.'
            : 'No statement speaks of these services.'}
        </Side>
      </div>
      <p class="note">
        The marks compare the lines as they are written. The finding itself comes from comparing all that the
        role allows, its boundary and the policies of the organization among it.
      </p>
    </section>
  );
}

interface SideProps {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** What is said where there is no block. */
  readonly children: string;
}

function Side({ title, blocks, children }: SideProps): JSX.Element {
  return (
    <div class="side">
      <h6>{title}</h6>
      {blocks.length === 0 ? (
        <p class="quiet">{children}</p>
      ) : (
        blocks.map((block, index) => <Statement key={index} block={block} />)
      )}
    </div>
  );
}

function Statement({ block }: { readonly block: Block }): JSX.Element {
  const { effect, isExcluding, actions, resources, conditions } = block;
  return (
    <div class={block.isNamed ? 'statement named' : 'statement'}>
      <Place block={block} />
      {effect === 'Deny' && <p class="effect">Deny</p>}
      {isExcluding.actions && <p class="effect">every action but</p>}
      <ul class="actions">
        {actions.map((each) => (
          <Action key={each.action} {...each} />
        ))}
      </ul>
      <ul class="resources">
        {resources.map((resource) => (
          <li key={resource}>
            {isExcluding.resources ? 'not on' : 'on'} <Code>{resource}</Code>
          </li>
        ))}
      </ul>
      {conditions.map((condition) => (
        <p key={condition} class="condition">
          if <Code>{condition}</Code>
        </p>
      ))}
    </div>
  );
}

function Place({ block: { policy, name, isNamed } }: { readonly block: Block }): JSX.Element | null {
  if (policy === undefined) return null;
  return (
    <p class="place">
      Statement {printable(name ?? '')} of <Code>{policy.name}</Code>, {ORIGINS[policy.origin]}
      {isNamed && <strong> – the finding is about this one</strong>}
    </p>
  );
}

function Action({ action, mark }: MarkedAction): JSX.Element {
  return (
    <li class={mark}>
      <Code>{action}</Code>
      {mark !== undefined && <span class="mark">{MARKS[mark]}</span>}
    </li>
  );
}
