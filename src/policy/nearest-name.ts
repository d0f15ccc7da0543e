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

/** Levenshtein's distance: row by row, each number from those above, to the left and between. */
function changesBetween(left: string, right: string): number {
  let row: readonly number[] = [...Array(right.length + 1).keys()];
  let changes = right.length;
  for (const [at, letter] of [...left].entries()) {
    changes = at + 1;
    const next = [changes];
    let between = at;
    for (const [to, above] of row.slice(1).entries()) {
      changes = Math.min(between + (letter === right[to] ? 0 : 1), above + 1, changes + 1);
      next.push(changes);
      between = above;
    }
    row = next;
  }
  return changes;
}
