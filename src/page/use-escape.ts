import { useEffect } from 'preact/hooks';

/** Calls `act` on Escape, where it has something to do; a list that is dropped down closes first. */
export function useEscape(isActive: boolean, act: () => void): void {
  useEffect(() => {
    if (!isActive) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      const isElsewhere = event.defaultPrevented || event.target instanceof HTMLSelectElement;
      if (event.key === 'Escape' && !isElsewhere) act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
