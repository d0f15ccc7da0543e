import { SEVERITIES } from '../../findings/finding.ts';
import { escapeHtml } from '../escape.ts';
import { count } from '../layout.ts';
import type { Head } from './parts.ts';

/** What can be seen before the page runs, and is all that can where it never does. */
export function firstPaint({ report, findings }: Head): string {
  const { accountId, regions, takenAt, summary, coverage } = report;
  const account = accountId === '' ? 'an account that nothing names' : `account ${accountId}`;
  const bySeverity = SEVERITIES.map((severity) => `<li>${summary.findings[severity]} ${severity}</li>`);
  const gaps = coverage.gaps.length;
  return [
    '<header>',
    `<h1>Plumbline: ${escapeHtml(account)}</h1>`,
    `<p>${escapeHtml(regions.join(', '))} · read at ${escapeHtml(takenAt)} · ${count(summary.stateMachines, 'state machine')}, ${count(summary.roles, 'role')}</p>`,
    '</header>',
    '<main>',
    `<p>${count(findings, 'finding')}. Open are:</p>`,
    `<ul>${bySeverity.join('')}</ul>`,
    `<p>${coverage.complete ? 'Everything was audited.' : `Not everything could be audited: ${count(gaps, 'gap')}.`}</p>`,
    '<p role="status">The findings follow. If they do not, this file is not whole, or the browser is older than 2023.</p>',
    '</main>',
  ].join('\n');
}

/** The document's title, of the same. */
export function titleOf({ report: { accountId, takenAt } }: Head): string {
  return escapeHtml(['Plumbline', accountId, takenAt.slice(0, 10)].filter((part) => part !== '').join(' · '));
}
