import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { NodeWords } from './picture-words.ts';

interface ListProps {
  readonly words: readonly NodeWords[];
  readonly onSelect: (arn: string) => void;
}

/** All that the picture shows, in words; it is only made when it is opened. */
export function PictureList({ words, onSelect }: ListProps): JSX.Element {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details class="pic-list" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>The picture as a list</summary>
      {isOpen && (
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Findings</th>
              <th scope="col">Linked to</th>
            </tr>
          </thead>
          <tbody>
            {words.map(({ node, name, findings, links }) => (
              <tr key={node.id}>
                <th scope="row">
                  <button type="button" onClick={() => onSelect(node.selects)}>
                    {name}
                  </button>
                </th>
                <td>{findings}</td>
                <td>
                  {links.length > 0 && (
                    <ul>
                      {links.map((link) => (
                        <li key={link}>{link}</li>
                      ))}
                    </ul>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
