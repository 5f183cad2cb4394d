/** A browser has no environment: nothing is set. */
export function variable(_name: string): undefined {}

/** A page's worker is one thread, without shared memory when the page is a file. */
export function cores(): number {
  return 1;
}
