/** The name that needs the fewest changes of a letter to become `name`, if they are few; all in lower case. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(MOST_CHANGES, Math.floor(name.length / 5)) + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const changes = changesBetween(name, candidate);
    if (changes >= least) continue;
    best = candidate;
    least = changes;
  }
  return best;
}

const MOST_CHANGES = 3;

/** Levenshtein's distance. */
function changesBetween(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= right.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (left[at - 1] === right[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
