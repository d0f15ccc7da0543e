import type { JSX } from 'preact';
import { SEVERITIES, type Severity, type Status } from '../findings/finding.ts';
import type { ReportHead } from './data.ts';
import type { Filters } from './filters.ts';
import { counted, SEVERITY_LABELS, STATUS_LABELS } from './words.ts';

interface SummaryProps {
  readonly head: ReportHead;
  readonly filters: Filters;
  readonly onFilter: (filters: Filters) => void;
}

/** What there is, in numbers; each of them narrows the list to what it counts. */
export function Summary({ head, filters, onFilter }: SummaryProps): JSX.Element {
  const { findings } = head.summary;
  const toggle = (severity: Severity): void => {
    const has = filters.severities.includes(severity);
    const next = SEVERITIES.filter((each) => (each === severity ? !has : filters.severities.includes(each)));
    onFilter({ ...filters, severities: next });
  };
  return (
    <section class="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" class="unseen">
        In numbers
      </h2>
      <fieldset class="tiles">
        <legend class="unseen">Show findings by severity</legend>
        {SEVERITIES.map((severity) => (
          <button
            key={severity}
            type="button"
            class={`tile ${severity}`}
            aria-pressed={filters.severities.includes(severity)}
            disabled={findings[severity] === 0}
            onClick={() => toggle(severity)}
          >
            <span class="number">{findings[severity].toLocaleString('en-GB')}</span>
            <span class="label">{SEVERITY_LABELS[severity]}</span>
          </button>
        ))}
      </fieldset>
      <div class="state">
        <News head={head} filters={filters} onFilter={onFilter} />
        <CoverageLine head={head} />
      </div>
    </section>
  );
}

const NEWS = ['new', 'changed', 'resolved', 'suppressed'] as const satisfies readonly Status[];

/** What has changed since the run before, where there was one. */
function News({ head: { summary }, filters, onFilter }: SummaryProps): JSX.Element {
  const open = SEVERITIES.reduce((sum, severity) => sum + summary.findings[severity], 0);
  const isFirst = summary.new === open && summary.changed + summary.resolved === 0;
  const told = isFirst ? NEWS.filter((status) => status === 'suppressed') : NEWS;
  const counts = told.filter((status) => summary[status] > 0);
  return (
    <p class="news">
      <span>{isFirst ? 'No earlier run to compare with' : 'Since the run before:'}</span>
      {!isFirst && counts.length === 0 && <span>nothing has changed</span>}
      {counts.map((status) => (
        <button
          key={status}
          type="button"
          class="chip"
          aria-pressed={filters.status === status}
          onClick={() => onFilter(withStatus(filters, status))}
        >
          {summary[status].toLocaleString('en-GB')} {STATUS_LABELS[status].toLowerCase()}
        </button>
      ))}
    </p>
  );
}

function withStatus({ status: before, ...filters }: Filters, status: Status): Filters {
  return before === status ? filters : { ...filters, status };
}

function CoverageLine({ head: { coverage } }: Pick<SummaryProps, 'head'>): JSX.Element {
  if (coverage.complete) return <p class="covered whole">Everything was audited.</p>;
  return (
    <p class="covered">
      Not everything could be audited:{' '}
      <a href="#coverage">{counted(coverage.gaps.length, 'gap')} in the coverage</a>
    </p>
  );
}
