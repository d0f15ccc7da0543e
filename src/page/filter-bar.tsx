import type { JSX } from 'preact';
import { useId, useMemo, useRef } from 'preact/hooks';
import { printable } from '../findings/printable.ts';
import type { Row } from './data.ts';
import { CONFIDENCES, type Filters, isEverything, NO_FILTERS, STATUSES } from './filters.ts';
import { nameOf } from './names.ts';
import { PROBLEM_LABELS, PROBLEMS, problemOf } from './problems.ts';
import { CONFIDENCE_LABELS, STATUS_LABELS } from './words.ts';

interface FilterProps {
  readonly rows: readonly Row[];
  readonly filters: Filters;
  readonly onFilter: (filters: Filters) => void;
  /** `3 of 31 findings`. */
  readonly count: string;
}

type Choice = 'problem' | 'rule' | 'status' | 'confidence' | 'region';

/** What narrows the list. */
export function FilterBar({ rows, filters, onFilter, count }: FilterProps): JSX.Element {
  const choices = useMemo(() => choicesIn(rows), [rows]);
  const search = useId();
  const input = useRef<HTMLInputElement>(null);
  const clear = (): void => {
    onFilter(NO_FILTERS);
    // The button that had the focus is gone.
    input.current?.focus();
  };
  const choose = (choice: Choice, value: string): void => {
    const { [choice]: _, ...others } = filters;
    // INVARIANT: the values of a choice come from `choicesIn`.
    onFilter((value === '' ? others : { ...others, [choice]: value }) as Filters);
  };
  return (
    <search class="filters">
      <div class="field wide">
        <label htmlFor={search}>Search</label>
        <input
          id={search}
          ref={input}
          type="search"
          autocomplete="off"
          spellcheck={false}
          placeholder="Role, ARN, action, state, id"
          value={filters.text}
          onInput={({ currentTarget }) => onFilter({ ...filters, text: currentTarget.value })}
        />
      </div>
      {choices.map(({ choice, label, options }) => (
        <Select
          key={choice}
          label={label}
          options={options}
          value={filters[choice] ?? ''}
          onChange={(value) => choose(choice, value)}
        />
      ))}
      <div class="outcome">
        <p role="status" data-count>
          {count}
        </p>
        {filters.about !== undefined && (
          <p class="about">
            only about <code>{printable(nameOf(filters.about))}</code>
          </p>
        )}
        {!isEverything(filters) && (
          <button type="button" class="plain" onClick={clear}>
            Clear filters
          </button>
        )}
      </div>
    </search>
  );
}

interface Options {
  readonly choice: Choice;
  readonly label: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}

/** Only what there is can be chosen. */
function choicesIn(rows: readonly Row[]): readonly Options[] {
  const rules = new Set(rows.map(({ ruleId }) => ruleId));
  const problems = new Set([...rules].map(problemOf));
  const statuses = new Set(rows.map(({ status }) => status));
  const regions = [...new Set(rows.map(({ region }) => region))].sort();
  return [
    {
      choice: 'problem',
      label: 'Problem',
      options: PROBLEMS.filter((each) => problems.has(each)).map((each) => [each, PROBLEM_LABELS[each]]),
    },
    { choice: 'rule', label: 'Rule', options: [...rules].sort().map((rule) => [rule, printable(rule)]) },
    {
      choice: 'status',
      label: 'Status',
      options: STATUSES.filter((each) => statuses.has(each)).map((each) => [each, STATUS_LABELS[each]]),
    },
    {
      choice: 'confidence',
      label: 'Confidence',
      options: CONFIDENCES.map((each) => [each, CONFIDENCE_LABELS[each]]),
    },
    { choice: 'region', label: 'Region', options: regions.map((region) => [region, printable(region)]) },
  ];
}

interface SelectProps extends Pick<Options, 'label' | 'options'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Select({ label, options, value, onChange }: SelectProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">Any</option>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
