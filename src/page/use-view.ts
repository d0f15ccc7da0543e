import { useEffect, useState } from 'preact/hooks';
import { hashOf, NO_FILTERS, type View, viewIn } from './filters.ts';

/** Browsers refuse to rewrite an address many times in a row: typing counts once. */
const WRITTEN_AFTER = 250;

/** What is shown, as the address tells and is told. */
export function useView(): readonly [View, (view: View) => void] {
  const [view, setView] = useState<View>(() => viewIn(location.hash) ?? { filters: NO_FILTERS });
  useEffect(() => {
    const follow = (): void => {
      const told = viewIn(location.hash);
      // A link to a part of the page has taken the place of the filters.
      if (told === undefined) tell(view);
      else setView(told);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [view]);
  useEffect(() => {
    const hash = hashOf(view);
    if (hash === location.hash.replace(/^#/, '')) return undefined;
    const timer = setTimeout(() => tell(view), WRITTEN_AFTER);
    return () => clearTimeout(timer);
  }, [view]);
  return [view, setView];
}

function tell(view: View): void {
  history.replaceState(null, '', `#${hashOf(view)}`);
}
