import { inflateSync } from 'node:zlib';
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import type { DataElements } from '../../src/page/load.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** An element as a browser would make it. */
export interface HtmlElement {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Of the text nodes right in it. */
  readonly text: string;
}

/** Every element of the document, in its order. */
export function elementsOf(html: string): readonly HtmlElement[] {
  const elements: HtmlElement[] = [];
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (!defaultTreeAdapter.isElementNode(node)) continue;
      const texts = node.childNodes.filter((child) => defaultTreeAdapter.isTextNode(child));
      elements.push({
        tag: node.tagName,
        attributes: new Map(node.attrs.map(({ name, value }) => [name, value])),
        text: texts.map((child) => child.value).join(''),
      });
      walk(node.childNodes);
    }
  };
  walk(parse(html).childNodes);
  return elements;
}

/** The document as far as the page reads data from it. */
export function dataElements(html: string): DataElements {
  const byId = new Map(elementsOf(html).map(({ attributes, text }) => [attributes.get('id'), text]));
  return {
    getElementById: (id) => {
      const textContent = byId.get(id);
      return textContent === undefined ? null : { textContent };
    },
  };
}

/** What is compressed in a part of the document. */
export function inflated(packed: string): string {
  return inflateSync(Buffer.from(packed, 'base64')).toString();
}

/** The document with everything that is compressed in it written out: to be searched, and no document any more. */
export function writtenOut(html: string): string {
  return html.replace(/(?<=<script type="text\/plain" id="[\w-]+">)[^<]*/g, inflated);
}
