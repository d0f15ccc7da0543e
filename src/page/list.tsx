import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { printable } from '../findings/printable.ts';
import type { Row } from './data.ts';
import { FindingItem, type FindingItemProps } from './finding-item.tsx';
import type { RoleGroup } from './groups.ts';
import { Code } from './text.tsx';
import { counted, SEVERITY_LABELS } from './words.ts';

/** So many roles are shown, and so many more each time that more are asked for. */
export const ROLES_SHOWN = 30;
/** Likewise of the findings of one role. */
const ROWS_SHOWN = 6;

interface SharedProps extends Omit<FindingItemProps, 'row' | 'isOpen' | 'children'> {
  readonly opened: ReadonlySet<number>;
}

interface ListProps extends SharedProps {
  readonly groups: readonly RoleGroup[];
  readonly shown: number;
  readonly onMore: () => void;
}

/** One story for each role, the worst first. */
export function RoleList({ groups, shown, onMore, ...shared }: ListProps): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    // Who asks for more goes on with the first of it.
    if (shown > before.current) focusHeading(list.current, before.current);
    before.current = shown;
  }, [shown]);
  const left = groups.length - shown;
  return (
    <>
      <ol class="roles" ref={list}>
        {groups.slice(0, shown).map((group) => (
          <RoleStory key={group.key} group={group} {...shared} />
        ))}
      </ol>
      {left > 0 && (
        <p class="more">
          <button type="button" onClick={onMore}>
            Show {counted(Math.min(left, ROLES_SHOWN), 'more role')}
          </button>
          <span>{counted(left, 'role')} not shown</span>
        </p>
      )}
    </>
  );
}

/** The rows that the list shows before anybody asks for more of a role. */
export function rowsShown(groups: readonly RoleGroup[], shown: number): readonly Row[] {
  return groups.slice(0, shown).flatMap(({ rows }) => rows.slice(0, ROWS_SHOWN));
}

function focusHeading(list: HTMLElement | null, index: number): void {
  list?.children[index]?.querySelector<HTMLElement>('h3')?.focus();
}

function RoleStory({ group, ...shared }: SharedProps & { readonly group: RoleGroup }): JSX.Element {
  const [shown, setShown] = useState(ROWS_SHOWN);
  const { rows } = group;
  const firstOpen = rows.findLastIndex(({ at }) => shared.opened.has(at));
  const visible = rows.slice(0, Math.max(shown, firstOpen + 1));
  const left = rows.length - visible.length;
  return (
    <li class="role">
      <div class="role-head">
        <h3 tabIndex={-1}>{printable(group.name)}</h3>
        <p class="tally">
          {group.counts.map(([severity, number]) => (
            <span key={severity} class={`count ${severity}`}>
              {number} {SEVERITY_LABELS[severity].toLowerCase()}
            </span>
          ))}
        </p>
        {group.arn !== undefined && (
          <p class="arn">
            <Code>{group.arn}</Code>
          </p>
        )}
      </div>
      <Rows rows={visible} {...shared} />
      {left > 0 && (
        <p class="more">
          <button type="button" onClick={() => setShown(shown + ROWS_SHOWN)}>
            Show {counted(Math.min(left, ROWS_SHOWN), 'more finding')} of this role
          </button>
          <span>{counted(left, 'finding')} not shown</span>
        </p>
      )}
    </li>
  );
}

/** Findings one below the other. */
function Rows({ rows, opened, ...shared }: SharedProps & { readonly rows: readonly Row[] }): JSX.Element {
  return (
    <ul class="findings">
      {rows.map((row) => (
        <FindingItem key={row.at} row={row} isOpen={opened.has(row.at)} {...shared} />
      ))}
    </ul>
  );
}
