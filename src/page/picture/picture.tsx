import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PageData, Row } from '../data.ts';
import { indexLinks, type LinkIndex } from './link-index.ts';
import { PictureCanvas } from './picture-canvas.tsx';
import { pictureGraph } from './picture-graph.ts';
import { layOut } from './picture-layout.ts';
import { PictureLegend } from './picture-legend.tsx';
import { PictureList } from './picture-list.tsx';
import { hiddenInWords, wordsOf } from './picture-words.ts';
import { rowsToUnpack, useWitnesses } from './use-witnesses.ts';

/** So many roles at first, and so many more each time that more are asked for. */
const STEP = 25;

interface PictureProps {
  readonly data: PageData;
  /** Those that the filters leave. */
  readonly rows: readonly Row[];
  /** The ARN that the list is filtered by. */
  readonly selected: string | undefined;
  readonly onSelect: (arn: string) => void;
}

/** State machines, the roles that they run as, the roles that those hand on, and what is wrong between them. */
export function Picture(props: PictureProps): JSX.Element | null {
  const { data } = props;
  const [account, setAccount] = useState<{ readonly index: LinkIndex; readonly rowCount: number }>();
  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<void> => {
      const [links, all] = await Promise.all([data.links(), data.rows()]);
      if (isCurrent) setAccount({ index: indexLinks(links), rowCount: all.length });
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [data]);
  if (account === undefined) return null;
  return <LoadedPicture {...props} {...account} />;
}

/** A value once it has not changed for a moment: who types a word into the search does not wait for a picture of each letter. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

const SETTLED_MS = 80;

interface LoadedProps extends PictureProps {
  readonly index: LinkIndex;
  /** Of all findings, whatever the filters. */
  readonly rowCount: number;
}

function LoadedPicture({
  data,
  rows: wanted,
  selected,
  onSelect,
  index,
  rowCount,
}: LoadedProps): JSX.Element {
  const rows = useSettled(wanted);
  const [roles, setRoles] = useState(STEP);
  const { witnesses, unpack } = useWitnesses(data);
  const isWhole = rows.length === rowCount;
  const graph = useMemo(
    () => pictureGraph(index, rows, { roles, isWhole, witnesses }),
    [index, rows, roles, isWhole, witnesses],
  );
  const layout = useMemo(() => layOut(graph), [graph]);
  const words = useMemo(() => wordsOf(graph), [graph]);
  useEffect(() => {
    void unpack(rowsToUnpack(graph, rows));
  }, [graph, rows]);
  if (graph.nodes.length === 0) return <p class="pic-empty">There is no role to show here.</p>;
  const hidden = hiddenInWords(graph);
  return (
    <div class="picture">
      <PictureLegend />
      <PictureCanvas
        layout={layout}
        words={words}
        witnesses={witnesses}
        isInRegions={data.head.regions.length > 1}
        selected={selected}
        onSelect={onSelect}
      />
      {hidden !== '' && (
        <p class="pic-more">
          {hidden}{' '}
          <button type="button" onClick={() => setRoles(roles + STEP)}>
            Show {Math.min(STEP, graph.hidden.flawed + graph.hidden.flawless)} more
          </button>
        </p>
      )}
      <PictureList words={words} onSelect={onSelect} />
    </div>
  );
}
