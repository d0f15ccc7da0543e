/** What has become of a text that was to be copied. */
export type Copied = 'copied' | 'selected';

/**
 * Copies a text; where the browser does not let a page do so, the text within `shown` is selected, for the reader's own
 * command. INVARIANT: `shown` holds the text.
 */
export async function copyText(text: string, shown: Element | null): Promise<Copied> {
  try {
    await navigator.clipboard.writeText(text);
    return 'copied';
  } catch {
    if (shown !== null) getSelection()?.selectAllChildren(shown);
    return 'selected';
  }
}
