import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageData, Row } from '../data.ts';
import { pointingRows, type Witnesses } from './flaws.ts';
import type { PictureGraph } from './picture-model.ts';

/** More findings than this are not unpacked for the words on the lines. */
const MOST = 200;

/** The rows whose witness the picture shows or is drawn by. */
export function rowsToUnpack(graph: PictureGraph, rows: readonly Row[]): readonly number[] {
  const shown = new Set(graph.nodes.flatMap(({ arns }) => arns));
  const pointing = pointingRows(rows, (role) => shown.has(role)).map(({ at }) => at);
  const flawed = graph.edges.flatMap(({ flaw }) => flaw?.at ?? []);
  return [...new Set([...pointing, ...flawed])].slice(0, MOST).sort((one, other) => one - other);
}

/** The witnesses of findings as far as they were asked for, and a function that asks for more. */
export function useWitnesses(data: PageData): {
  readonly witnesses: Witnesses;
  readonly unpack: (rows: readonly number[]) => Promise<void>;
} {
  const [witnesses, setWitnesses] = useState<Witnesses>(new Map());
  const asked = useRef(new Set<number>());
  const isMounted = useRef(true);
  useEffect(
    () => () => {
      isMounted.current = false;
    },
    [],
  );
  const unpack = async (rows: readonly number[]): Promise<void> => {
    const news = rows.filter((at) => !asked.current.has(at));
    if (news.length === 0) return;
    for (const at of news) asked.current.add(at);
    const found = await Promise.all(news.map(async (at) => [at, (await data.finding(at)).witness] as const));
    if (!isMounted.current) return;
    const known = found.flatMap(([at, witness]) => (witness === undefined ? [] : [[at, witness] as const]));
    if (known.length > 0) setWitnesses((before) => new Map([...before, ...known]));
  };
  return { witnesses, unpack };
}
