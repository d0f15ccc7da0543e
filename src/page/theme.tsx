import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Theme = 'light' | 'dark';

/** Follows the system until somebody chooses; nothing is remembered. */
export function ThemeToggle(): JSX.Element {
  const [system, setSystem] = useState(systemTheme);
  const [chosen, setChosen] = useState<Theme>();
  const theme = chosen ?? system;
  useEffect(() => {
    const query = matchMedia(DARK);
    const follow = (): void => setSystem(systemTheme());
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const other: Theme = theme === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" class="plain" onClick={() => setChosen(other)}>
      {other === 'dark' ? 'Dark' : 'Light'} theme
    </button>
  );
}

const DARK = '(prefers-color-scheme: dark)';

/** What the system prefers. */
export function systemTheme(): Theme {
  return matchMedia(DARK).matches ? 'dark' : 'light';
}
