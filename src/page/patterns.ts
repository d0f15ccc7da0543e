/**
 * Comparison of patterns by their text: what it says yes to is contained, and what it does not see it does not claim.
 * The findings come from the algebra in `policy`; this only marks lines on a page.
 */

/** The service of an action: `s3` of `s3:Get*`, and `*` where any is meant. */
export function serviceIn(action: string): string {
  const colon = action.indexOf(':');
  const service = colon === -1 ? action : action.slice(0, colon);
  return /[*?]/.test(service) ? '*' : service.toLowerCase();
}

/** True where every text that `pattern` means is an action that `wider` means; capitals mean nothing. */
export function coversAction(wider: string, pattern: string): boolean {
  return covers(wider.toLowerCase(), pattern.toLowerCase());
}

/** True where each of `patterns` is covered by one of `wider`. */
export function coversEvery(wider: readonly string[], patterns: readonly string[]): boolean {
  return patterns.every((pattern) => wider.some((other) => covers(other, pattern)));
}

/** Variables are known to no text. A `*` of the pattern is a character that only a `*` takes. */
function covers(wider: string, pattern: string): boolean {
  if (wider === pattern || wider === '*') return true;
  if (wider.includes('${') || (pattern.includes('${') && wider.includes('?'))) return false;
  return matches(wider, pattern);
}

/** Wildcards in linear time: after the last `*`, every failure tries one character further on. */
function matches(glob: string, text: string): boolean {
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (from < text.length) {
    if (glob[at] === '*') {
      star = at;
      retry = from;
      at += 1;
    } else if (at < glob.length && takes(glob.charAt(at), text.charAt(from))) {
      at += 1;
      from += 1;
    } else if (star !== -1) {
      at = star + 1;
      retry += 1;
      from = retry;
    } else return false;
  }
  while (glob[at] === '*') at += 1;
  return at === glob.length;
}

function takes(token: string, character: string): boolean {
  return token === '?' ? character !== '*' : token === character;
}
