import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { printable } from '../../findings/printable.ts';
import type { PageData, Row } from '../data.ts';
import { useLoaded } from '../use-loaded.ts';
import { indexLinks, type LinkIndex } from './link-index.ts';
import { PictureCanvas } from './picture-canvas.tsx';
import { pictureGraph } from './picture-graph.ts';
import { layOut } from './picture-layout.ts';
import { PictureLegend } from './picture-legend.tsx';
import { PictureList } from './picture-list.tsx';
import { shortName } from './picture-names.ts';
import { hiddenInWords, wordsOf } from './picture-words.ts';
import { useLater } from './use-later.ts';
import { rowsToUnpack, useWitnesses } from './use-witnesses.ts';

/** So many roles at first, and so many more each time that more are asked for. */
const STEP = 25;

interface PictureProps {
  readonly data: PageData;
  /** Those that the filters leave, but for the one by what is selected here. */
  readonly rows: readonly Row[];
  /** The ARN that the list is filtered by. */
  readonly selected: string | undefined;
  /** Called with another ARN, or with none where the selected one is selected again. */
  readonly onSelect: (arn: string | undefined) => void;
}

/** State machines, the roles that they run as, the roles that those hand on, and what is wrong between them. */
export function Picture(props: PictureProps): JSX.Element | null {
  const { data } = props;
  const account = useLoaded(async () => {
    const [links, rows] = await Promise.all([data.links(), data.rows()]);
    return { index: indexLinks(links), rowCount: rows.length };
  }, data);
  return (
    <section class="picture" aria-labelledby="picture-title">
      <h2 id="picture-title">Who runs with which role</h2>
      {account.kind === 'loading' && <div class="pic-scroll pic-loading" />}
      {account.kind === 'failed' && <p role="alert">{printable(account.why)}</p>}
      {account.kind === 'loaded' && <Drawn {...props} {...account.value} />}
    </section>
  );
}

interface DrawnProps extends PictureProps {
  readonly index: LinkIndex;
  /** Of all findings, whatever the filters. */
  readonly rowCount: number;
}

function Drawn({ data, rows: wanted, selected, onSelect, index, rowCount }: DrawnProps): JSX.Element {
  const rows = useLater(wanted);
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
  const select = (arn: string): void => onSelect(arn === selected ? undefined : arn);
  if (graph.nodes.length === 0)
    return (
      <p class="quiet">
        {index.roles.size === 0
          ? 'Nothing that was read runs with a role.'
          : 'No role is left by these filters.'}
      </p>
    );
  const hidden = hiddenInWords(graph);
  return (
    <>
      <PictureLegend />
      <PictureCanvas
        layout={layout}
        words={words}
        witnesses={witnesses}
        isInRegions={data.head.regions.length > 1}
        selected={selected}
        onSelect={select}
      />
      {selected !== undefined && (
        <p class="more">
          <span>
            The findings about <strong>{shortName(selected)}</strong> are <a href="#findings">listed below</a>
          </span>
          <button type="button" onClick={() => onSelect(undefined)}>
            List all again
          </button>
        </p>
      )}
      {hidden !== '' && (
        <p class="more">
          <button type="button" onClick={() => setRoles(roles + STEP)}>
            Show {Math.min(STEP, graph.hidden.flawed + graph.hidden.flawless)} more
          </button>
          <span>{hidden}</span>
        </p>
      )}
      <PictureList words={words} onSelect={select} />
    </>
  );
}
