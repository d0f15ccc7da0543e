import type { Format } from '../format.ts';
import { pageOf } from '../markdown/page.ts';

/**
 * The body of an issue has at most 65,536 characters, which leaves room for a line of one's own; the summary of a step has
 * 1 MiB, which so many characters never reach.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
const MOST_CHARACTERS = 65_000;

/** GitHub-flavoured Markdown, for the summary of a step, an issue or a comment. */
export const markdown: Format = {
  name: 'markdown',
  render: (report) => pageOf(report, MOST_CHARACTERS),
};
