import { type Browser, chromium } from "playwright-core";

/** Where systems put Chromium; `CHROMIUM` names another place. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * Opens the machine's own Chromium, without a window.
 *
 * @throws {Error} If there is none: says where it was looked for.
 */
export async function openBrowser(): Promise<Browser & AsyncDisposable> {
  const places = [Deno.env.get("CHROMIUM") ?? [], PLACES].flat();
  const executablePath = places.find(isFile);
  if (executablePath === undefined) {
    throw new Error(
      `Chromium was not found (${
        places.join(", ")
      }). Install it, on Debian with: apt-get install chromium; or name it in CHROMIUM`,
    );
  }
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  return Object.assign(browser, { [Symbol.asyncDispose]: () => browser.close() });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
