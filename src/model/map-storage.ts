import type { QueryLanguage, RequestTemplate } from './definition-value.ts';
import { asString, isRecord, type JsonRecord, kindOf, own } from './json.ts';

/** Where a Distributed Map reads or writes: a request to S3, as the definition writes it. */
export interface MapStorage extends RequestTemplate {
  /** JSON path of the field. */
  readonly path: string;
  /** `Resource` as it is written; a writer that only forms the output has none. */
  readonly resource?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export interface ItemReader extends MapStorage {
  readonly inputType?: string;
  readonly manifestType?: string;
  readonly transformation?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
export interface ResultWriter extends MapStorage {
  /** True where the state says how to form the output. */
  readonly formsOutput: boolean;
}

/** What is told of a part that makes no sense. */
type Report = (path: string, why: string) => void;

/** The `ItemReader` of a Map state; `undefined` where it has none, or one that makes no sense. */
export function parseItemReader(
  state: JsonRecord,
  path: string,
  queryLanguage: QueryLanguage,
  report: Report,
): ItemReader | undefined {
  const field = parseField(state, 'ItemReader', { path, queryLanguage, report });
  if (field === undefined) return undefined;
  const config = own(field.record, 'ReaderConfig');
  const [inputType, manifestType, transformation] = ['InputType', 'ManifestType', 'Transformation'].map(
    (key) => (isRecord(config) ? asString(own(config, key)) : undefined),
  );
  return {
    ...field.storage,
    ...(inputType === undefined ? {} : { inputType }),
    ...(manifestType === undefined ? {} : { manifestType }),
    ...(transformation === undefined ? {} : { transformation }),
  };
}

/** The `ResultWriter` of a Map state; `undefined` where it has none, or one that makes no sense. */
export function parseResultWriter(
  state: JsonRecord,
  path: string,
  queryLanguage: QueryLanguage,
  report: Report,
): ResultWriter | undefined {
  const field = parseField(state, 'ResultWriter', { path, queryLanguage, report });
  if (field === undefined) return undefined;
  return { ...field.storage, formsOutput: own(field.record, 'WriterConfig') !== undefined };
}

interface Place {
  readonly path: string;
  readonly queryLanguage: QueryLanguage;
  readonly report: Report;
}

function parseField(
  state: JsonRecord,
  key: string,
  { path: statePath, queryLanguage, report }: Place,
): { readonly record: JsonRecord; readonly storage: MapStorage } | undefined {
  const path = `${statePath}.${key}`;
  const record = own(state, key);
  if (record === undefined) return undefined;
  if (!isRecord(record)) {
    report(path, `expected an object, found ${kindOf(record)}`);
    return undefined;
  }
  const resource = own(record, 'Resource');
  if (resource !== undefined && typeof resource !== 'string') {
    report(`${path}.Resource`, `expected a string, found ${kindOf(resource)}`);
    return undefined;
  }
  const parameters = own(record, queryLanguage === 'JSONata' ? 'Arguments' : 'Parameters');
  return {
    record,
    storage: { path, queryLanguage, parameters, ...(resource === undefined ? {} : { resource }) },
  };
}
