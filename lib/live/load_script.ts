/// <reference lib="dom" />

const loaded = new Map<string, Promise<void>>();

/**
 * A script of the site, once: it works where pages are files too, where nothing can be fetched.
 *
 * @param path From the site's folder, such as `live/kernel.js`.
 * @throws {Error} If it is not there.
 */
export function loadScript(path: string): Promise<void> {
  const before = loaded.get(path);
  if (before !== undefined) return before;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const script = document.createElement("script");
  script.src = path;
  script.onload = () => resolve();
  script.onerror = () => {
    loaded.delete(path);
    script.remove();
    reject(new Error(`${path} cannot be loaded: it lies beside the pages of the course.`));
  };
  document.head.append(script);
  loaded.set(path, promise);
  return promise;
}
