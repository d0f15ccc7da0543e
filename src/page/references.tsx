import type { JSX } from 'preact';
import { printable } from '../findings/printable.ts';
import { safeUrl } from '../publish/escape.ts';
import { Code } from './text.tsx';

/** Pages that say more; what leads elsewhere than to AWS is told and not linked. */
export function References({ references }: { readonly references: readonly string[] }): JSX.Element | null {
  if (references.length === 0) return null;
  return (
    <section class="references">
      <h5>Read more</h5>
      <ul>
        {references.map((reference) => {
          const url = safeUrl(reference);
          return (
            <li key={reference}>
              {url === undefined ? (
                <Code>{reference}</Code>
              ) : (
                <a href={url} rel="noreferrer">
                  {titleOf(reference)}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** `step-functions: sagemaker-iam`, out of the address of a guide's page. */
function titleOf(url: string): string {
  const { pathname, hash } = new URL(url);
  const [guide = '', ...rest] = pathname.split('/').filter(Boolean);
  const page = rest.at(-1)?.replace(/\.html$/, '') ?? '';
  return printable(`${guide}: ${page}${hash}`);
}
