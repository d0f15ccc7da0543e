import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Closed } from './closed.tsx';
import type { PageData, Row } from './data.ts';
import { FilterBar } from './filter-bar.tsx';
import { type Filters, hashOf, isEverything, NO_FILTERS, rowsLeft, type View } from './filters.ts';
import { groupsOf, isCompared, openAndClosed } from './groups.ts';
import { ROLES_SHOWN, RoleList, rowsShown } from './list.tsx';
import { Picture } from './picture/picture.tsx';
import { printWhenRead } from './print.ts';
import { useEscape } from './use-escape.ts';
import { useSearch } from './use-search.ts';
import { counted } from './words.ts';

interface FindingsProps {
  readonly data: PageData;
  readonly rows: readonly Row[];
  readonly view: View;
  readonly onView: (view: View) => void;
  /** How often the reader has asked to print. */
  readonly prints: number;
}

/** What was found, narrowed to what the view asks for. */
export function Findings({ data, rows, view, onView, prints }: FindingsProps): JSX.Element {
  const { filters } = view;
  const search = useSearch(rows);
  const { about, ...others } = filters;
  // What is chosen in the picture stays in its surroundings there.
  const drawn = useMemo(() => rowsLeft(rows, others, search), [rows, hashOf({ filters: others }), search]);
  const left = useMemo(() => {
    return about === undefined ? drawn : rowsLeft(drawn, { ...NO_FILTERS, about }, search);
  }, [drawn, about, search]);
  const { open, closed } = useMemo(() => openAndClosed(left), [left]);
  const groups = useMemo(() => groupsOf(open), [open]);
  const [shown, setShown] = useState(ROLES_SHOWN);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => setShown(ROLES_SHOWN), [filters]);
  useSharedFinding(rows, groups, view, (row, index) => {
    setShown(Math.max(shown, index + 1));
    setOpened(new Set([...opened, row.at]));
  });
  const onFilter = (next: Filters): void => onView({ ...view, filters: next });
  const isClearable = !isEverything(filters);
  useEscape(isClearable, () => onFilter(NO_FILTERS));
  const openShown = (): void =>
    setOpened(new Set([...rowsShown(groups, shown), ...closed.slice(0, ROLES_SHOWN)].map(({ at }) => at)));
  useEffect(() => {
    if (prints === 0) return;
    openShown();
    printWhenRead();
  }, [prints]);
  const toggle = (row: Row): void => {
    const next = new Set(opened);
    if (!next.delete(row.at)) next.add(row.at);
    setOpened(next);
    const { finding: _, ...rest } = view;
    onView(next.has(row.at) ? { ...rest, finding: row.id } : rest);
  };
  const shared = { data, opened, isCompared: useMemo(() => isCompared(rows), [rows]), onToggle: toggle };
  return (
    <>
      <Picture
        data={data}
        rows={drawn}
        selected={about}
        onSelect={(arn) => onFilter(arn === undefined ? others : { ...others, about: arn })}
      />
      <section class="list" id="findings" tabIndex={-1} aria-labelledby="findings-title">
        <div class="list-head">
          <h2 id="findings-title">Findings by role</h2>
          {open.length > 0 && (
            <button
              type="button"
              class="plain"
              onClick={opened.size > 0 ? () => setOpened(new Set()) : openShown}
            >
              {opened.size > 0 ? 'Close all' : 'Open all that are shown'}
            </button>
          )}
        </div>
        <FilterBar rows={rows} filters={filters} onFilter={onFilter} count={countOf(left, rows)} />
        {open.length === 0 && <p class="none">{noneText(rows, closed, isClearable)}</p>}
        <RoleList groups={groups} shown={shown} onMore={() => setShown(shown + ROLES_SHOWN)} {...shared} />
      </section>
      <Closed rows={closed} {...shared} />
    </>
  );
}

function countOf(left: readonly Row[], rows: readonly Row[]): string {
  return `${left.length.toLocaleString('en-GB')} of ${counted(rows.length, 'finding')}`;
}

function noneText(rows: readonly Row[], closed: readonly Row[], isFiltered: boolean): string {
  if (rows.length === 0) return 'Nothing was found.';
  if (!isFiltered) return 'Nothing is open.';
  return closed.length === 0
    ? 'No finding is left by these filters.'
    : 'No open finding is left by these filters.';
}

/** Opens and shows the finding that a shared link names, once. */
function useSharedFinding(
  rows: readonly Row[],
  groups: ReturnType<typeof groupsOf>,
  { finding }: View,
  show: (row: Row, group: number) => void,
): void {
  useEffect(() => {
    const row = finding === undefined ? undefined : rows.find(({ id }) => id === finding);
    if (row === undefined) return;
    show(
      row,
      groups.findIndex(({ rows: own }) => own.includes(row)),
    );
    const timer = setTimeout(() => {
      const item = document.getElementById(`row-${row.at}`);
      item?.scrollIntoView({ block: 'start' });
      item?.querySelector('button')?.focus({ preventScroll: true });
    }, 0);
    return () => clearTimeout(timer);
  }, [rows]);
}
