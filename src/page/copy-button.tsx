import type { JSX, RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAnnounce } from './announce.tsx';
import { type Copied, copyText } from './copy.ts';

const SHOWN_FOR = 2_500;

interface CopyProps {
  /** What is copied, in words: `the policy`. */
  readonly what: string;
  readonly text: string;
  /** The element that shows the text. */
  readonly shown: RefObject<Element | null>;
}

/** Copies a text and says so. */
export function CopyButton({ what, text, shown }: CopyProps): JSX.Element {
  const announce = useAnnounce();
  const [copied, setCopied] = useState<Copied>();
  useEffect(() => {
    if (copied === undefined) return undefined;
    const timer = setTimeout(() => setCopied(undefined), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    const outcome = await copyText(text, shown.current);
    setCopied(outcome);
    announce(outcome === 'copied' ? `Copied ${what}` : `Selected ${what}: copy it with your keyboard`);
  };
  return (
    <button type="button" class="copy" aria-label={`Copy ${what}`} onClick={copy}>
      {copied === undefined ? 'Copy' : LABELS[copied]}
    </button>
  );
}

const LABELS: Readonly<Record<Copied, string>> = { copied: 'Copied', selected: 'Selected' };
