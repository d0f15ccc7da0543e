import { SEVERITIES } from '../../findings/finding.ts';
import { escapeHtml } from '../escape.ts';
import { count } from '../layout.ts';
import type { Head } from './parts.ts';

/**
 * What can be seen before the page runs, and is all that can where it never does. It has the classes of the page, so that
 * nothing jumps when that takes its place.
 */
export function firstPaint({ report, findings }: Head): string {
  const { accountId, regions, takenAt, summary, coverage } = report;
  const account = accountId === '' ? 'An account that nothing names' : `Account ${escapeHtml(accountId)}`;
  const facts = [
    escapeHtml(regions.join(', ')),
    `read at ${escapeHtml(takenAt)}`,
    count(summary.stateMachines, 'state machine'),
    count(summary.roles, 'role'),
  ];
  const tiles = SEVERITIES.map(
    (severity) =>
      `<li class="tile ${severity}"><span class="number">${summary.findings[severity]}</span> <span class="label">${capital(severity)}</span></li>`,
  );
  const gaps = coverage.complete
    ? 'Everything was audited.'
    : `Not everything could be audited: ${count(coverage.gaps.length, 'gap')} in the coverage.`;
  return [
    '<header class="masthead">',
    '<div class="topline"><p class="brand">Plumbline</p></div>',
    `<h1>${account}</h1>`,
    `<p class="facts">${facts.map((fact) => `<span>${fact}</span>`).join(' ')}</p>`,
    '</header>',
    '<main>',
    '<section class="summary">',
    `<ul class="tiles">${tiles.join('')}</ul>`,
    `<p class="state">${count(findings, 'finding')}, those that are over or accepted among them. ${gaps}</p>`,
    '</section>',
    '<p class="quiet">The findings follow. If they do not, this file is not whole, or the browser is older than 2023.</p>',
    '<noscript><p>This report shows its findings by a script of its own, which this browser does not run. Nothing is loaded from elsewhere and nothing is sent: with scripts allowed, the findings appear. <code>plumbline audit --format text</code> tells the same without one.</p></noscript>',
    '</main>',
  ].join('\n');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The document's title, of the same. */
export function titleOf({ report: { accountId, takenAt } }: Head): string {
  return escapeHtml(['Plumbline', accountId, takenAt.slice(0, 10)].filter((part) => part !== '').join(' · '));
}
