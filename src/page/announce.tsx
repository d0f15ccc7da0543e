import { type ComponentChildren, createContext, type JSX } from 'preact';
import { useCallback, useContext, useState } from 'preact/hooks';

const Announcer = createContext<(text: string) => void>(() => undefined);

/** Tells what has happened to who does not see it. */
export function useAnnounce(): (text: string) => void {
  return useContext(Announcer);
}

/** The one place of the page that is read out when it changes. */
export function Announcements({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const [{ text, times }, setSaid] = useState({ text: '', times: 0 });
  const announce = useCallback(
    (next: string) => setSaid((before) => ({ text: next, times: before.times + 1 })),
    [],
  );
  return (
    <Announcer.Provider value={announce}>
      {children}
      <p class="unseen" role="status" data-announced>
        {/* The same words twice are news, too. */}
        <span key={times}>{text}</span>
      </p>
    </Announcer.Provider>
  );
}
