/** Where systems put Firefox; `FIREFOX` names another place. */
const PLACES = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** Firefox's own window onto a page, driven by WebDriver BiDi. */
export interface FirefoxPage extends AsyncDisposable {
  /** Which Firefox it is. */
  readonly version: string;
  /** Opens an address and waits until it has loaded. */
  open(address: string): Promise<void>;
  /** The value of an expression on the page, as text; a promise is waited for. */
  evaluate(expression: string): Promise<string>;
}

/** What Firefox answers. */
interface Answer {
  readonly id: number;
  readonly error?: string;
  readonly message?: string;
  // deno-lint-ignore no-explicit-any -- as many forms as there are commands
  readonly result?: any;
}

/** The machine's own Firefox; undefined where there is none. */
export function firefoxPath(): string | undefined {
  return [Deno.env.get("FIREFOX") ?? [], PLACES].flat().find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Opens a page in Firefox, without a window and with a profile of its own. */
export async function openFirefox(path: string): Promise<FirefoxPage> {
  const profile = await Deno.makeTempDir();
  const process = new Deno.Command(path, {
    args: ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"],
    env: { HOME: profile, MOZ_HEADLESS: "1" },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const socket = new WebSocket(`${await addressIn(process.stderr)}/session`);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(data) as Answer;
    waiting.get(answer.id)?.(answer);
  };
  let count = 0;
  const ask = async (method: string, params: unknown) => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    waiting.set(++count, resolve);
    socket.send(JSON.stringify({ id: count, method, params }));
    const { error, message, result } = await promise;
    if (error !== undefined) throw new Error(`${method}: ${error}: ${message}`);
    return result;
  };
  const { capabilities } = await ask("session.new", { capabilities: {} });
  const { context } = await ask("browsingContext.create", { type: "tab" });
  return {
    version: capabilities.browserVersion,
    open: (url) => ask("browsingContext.navigate", { context, url, wait: "complete" }),
    async evaluate(expression) {
      const given = { expression, target: { context }, awaitPromise: true };
      const { result, exceptionDetails } = await ask("script.evaluate", given);
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return String(result.value);
    },
    async [Symbol.asyncDispose]() {
      await ask("session.end", {}).catch(() => {});
      socket.close();
      process.kill();
      await process.status;
      await Deno.remove(profile, { recursive: true }).catch(() => {});
    },
  };
}

/** Where it listens, which it says on stderr; the rest of that is read and dropped. */
async function addressIn(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader(), decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`Firefox did not start: ${text}`);
    text += decoder.decode(value, { stream: true });
    const found = /WebDriver BiDi listening on (ws:\S+)/.exec(text)?.[1];
    if (found === undefined) continue;
    void (async () => {
      while (!(await reader.read().catch(() => ({ done: true }))).done);
    })();
    return found;
  }
}
