/** Calls `body` while members of an object are replaced, and puts them back whatever happens. */
export function overriding<Target extends object, Result>(
  target: Target,
  members: Partial<Target>,
  body: () => Result,
): Result {
  const own = Object.keys(members).map((name) => [name, target[name as keyof Target]]);
  Object.assign(target, members);
  try {
    return body();
  } finally {
    Object.assign(target, Object.fromEntries(own));
  }
}
