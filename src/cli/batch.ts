import { isRecord, type JsonRecord, kindOf, own } from '../model/json.ts';
import type { Io } from './io.ts';

/** Something in one line of a batch that makes no sense; the other lines go on. */
export class LineError extends Error {
  override readonly name = 'LineError';
}

/**
 * Answers JSON lines with JSON lines, one for one and in their order, in constant memory. A line that cannot be
 * answered gets `{"id","error"}`. Returns the exit code: 0, or 2 where some line could not be answered.
 */
export async function answerLines(io: Io, answer: (line: JsonRecord) => object): Promise<number> {
  let failed = false;
  for await (const text of io.lines()) {
    if (text.trim() === '') continue;
    const line = parseLine(text);
    const id = line === undefined ? undefined : own(line, 'id');
    const reply = attempt(line, answer);
    failed ||= 'error' in reply;
    io.out(`${JSON.stringify({ id: id ?? null, ...reply })}\n`);
    await io.drained();
  }
  return failed ? 2 : 0;
}

function attempt(line: JsonRecord | undefined, answer: (line: JsonRecord) => object): object {
  if (line === undefined) return { error: 'the line is not a JSON object' };
  try {
    return answer(line);
  } catch (error) {
    if (error instanceof LineError) return { error: error.message };
    throw error;
  }
}

function parseLine(text: string): JsonRecord | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return isRecord(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

/** The documents under one key of a line. Throws LineError where there is no array. */
export function documentsIn(line: JsonRecord, key: string): readonly unknown[] {
  const documents = own(line, key);
  if (!Array.isArray(documents))
    throw new LineError(`\`$.${key}\`: expected an array of policies, found ${kindOf(documents)}`);
  return documents;
}

/** The same for a key that a line may leave out. */
export function optionalDocumentsIn(line: JsonRecord, key: string): readonly unknown[] | undefined {
  return own(line, key) === undefined ? undefined : documentsIn(line, key);
}
