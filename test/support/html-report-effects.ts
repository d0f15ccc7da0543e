import { isDeepStrictEqual } from 'node:util';
import type { Report } from '../../src/findings/report.ts';
import { html } from '../../src/publish/formats/html.ts';
import { type Folded, unfold } from '../../src/publish/html/folded.ts';
import page from '../../src/publish/html/page.generated.json' with { type: 'json' };
import type { Detail, Head, Part, RowColumns } from '../../src/publish/html/parts.ts';
import { hostilePicture } from './hostile-report.ts';
import { elementsOf, type HtmlElement, inflated } from './html-report.ts';
import { terminalEffects } from './terminal-reader.ts';

/** What a name does in an HTML report of one finding beside standing in its data, and whether that is still what it was. */
export function htmlReportEffects(output: string, report: Report): readonly string[] {
  const text = withoutPage(output);
  return [
    ...terminalEffects(text),
    ...(isDeepStrictEqual(outline(text), plainOutline()) ? [] : ['other elements']),
    ...(isDeepStrictEqual(dataIn(text), dataOf(report)) ? [] : ['other data']),
  ];
}

/** The page itself is always the same, and by far the most of a small report. */
function withoutPage(output: string): string {
  return output.replace(page.script, () => '').replace(page.style, () => '');
}

function outline(text: string): readonly (readonly unknown[])[] {
  return elementsOf(text).map(({ tag, attributes }) => [tag, ...attributes]);
}

let plain: ReturnType<typeof outline> | undefined;

function plainOutline(): ReturnType<typeof outline> {
  plain ??= outline(withoutPage(html.render(hostilePicture('plain'), { width: 80, color: false })));
  return plain;
}

function dataOf({ findings: [finding], picture, ...head }: Report): object {
  return { head, finding, picture };
}

/** As `dataOf` has it, of a report of one finding. */
function dataIn(text: string): object {
  const elements = elementsOf(text);
  const contentOf = (part: string): unknown =>
    (unfold(JSON.parse(inflated(textOf(elements, part))) as Folded) as Part).content;
  const rows = contentOf('rows') as RowColumns;
  const [detail] = contentOf('findings-0') as readonly [Detail];
  const { resource, role, roleName, because: _, ...columns } = rows;
  const listed = Object.entries(columns).map(([name, [value]]) => [name, value]);
  return {
    head: (JSON.parse(textOf(elements, 'head')) as Head).report,
    finding: {
      ...Object.fromEntries(listed),
      ...detail,
      resource: { arn: resource[0], ...detail.resource },
      role: { arn: role[0], name: roleName[0] },
    },
    picture: { roles: contentOf('roles-0'), links: contentOf('links') },
  };
}

function textOf(elements: readonly HtmlElement[], id: string): string {
  return elements.find(({ attributes }) => attributes.get('id') === id)?.text ?? '';
}
