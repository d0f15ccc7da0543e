import { useEffect, useState } from 'preact/hooks';

/** What was asked for: on its way, there, or not to be had. */
export type Loaded<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly value: Value }
  | { readonly kind: 'failed'; readonly why: string };

/** What `load` gives; asked again when `key` is another. */
export function useLoaded<Value>(load: () => Promise<Value>, key: unknown): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ kind: 'loading' });
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setLoaded({ kind: 'loaded', value }),
      (error: unknown) =>
        isCurrent &&
        setLoaded({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return loaded;
}
