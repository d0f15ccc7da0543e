import { isTooDeep, TOO_DEEP } from '../model/json.ts';
import { failed, known, type Read } from '../model/read.ts';

/** JSON text of a file. The reason of a failure says where, and never repeats what the text holds. */
export function parseJsonText(text: string): Read<unknown> {
  if (isTooDeep(text)) return failed(TOO_DEEP);
  try {
    return known(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    return failed(`not JSON${whereOf(error, text)}`);
  }
}

/** The engine's messages quote the text, so only their position is used. */
function whereOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  if (message.startsWith('Unexpected end') || Number(position) >= text.length)
    return `: cut off at byte ${Buffer.byteLength(text)}`;
  return position === undefined ? '' : `: wrong at character ${position}`;
}
