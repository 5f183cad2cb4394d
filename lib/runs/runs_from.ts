/** The numbers of so many runs, the first of which is `firstRun`. */
export function runsFrom(firstRun: number, runs: number): number[] {
  return Array.from({ length: runs }, (_, r) => firstRun + r);
}
