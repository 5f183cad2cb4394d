/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, Page } from "playwright-core";

/** How a cell of a page ended that ran in a browser. */
export interface LiveCellEnd {
  /** Its number on the page. */
  readonly cell: number;
  /** How it ended: `ran`, `failed`, `not-live`, or `stored` where it did not run. */
  readonly state: string;
  /** What the page says of it. */
  readonly status: string;
  /** What went wrong; empty where nothing did. */
  readonly problem: string;
  /** Claims that it made. */
  readonly claims: number;
  /** The lines of those that did not hold. */
  readonly wrong: readonly string[];
}

/** What a page of the course came to that ran in a browser. */
export interface LiveRun {
  /** Its cells. */
  readonly cells: readonly LiveCellEnd[];
  /** Seconds from the press of Run all to the end. */
  readonly seconds: number;
  /** Errors of the page, what it printed as errors, and what it asked other hosts for. */
  readonly troubles: readonly string[];
}

/** How a page is opened. */
export interface LivePageOptions {
  /** Its address. */
  readonly address: string;
  /** Width and height of the window in pixels. Default 1200 x 900. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Whether it is light or dark. Default light. */
  readonly colorScheme?: "light" | "dark";
}

/** A page whose live part is ready, and what went wrong on it. */
export interface OpenedPage extends AsyncDisposable {
  /** The page. */
  readonly page: Page;
  /** Errors of the page, what it printed as errors, and what it asked other hosts for. */
  readonly troubles: string[];
}

/** Opens a live page without a network. */
export async function openLive(
  browser: Browser,
  { address, viewport = { width: 1200, height: 900 }, colorScheme = "light" }: LivePageOptions,
): Promise<OpenedPage> {
  const own = new URL(address), isFile = own.protocol === "file:";
  const context = await browser.newContext({ viewport, colorScheme, offline: isFile });
  const page = await context.newPage(), troubles: string[] = [];
  page.on("console", (message) => {
    if (/error|warning/.test(message.type())) troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", ({ message }) => troubles.push(`script: ${message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const isOwn = isFile ? url.protocol === "file:" : url.host === own.host;
    if (!isOwn && !/^(?:data|blob):$/.test(url.protocol)) troubles.push(`asks for ${url}`);
  });
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset["live"] === "ready");
  return { page, troubles, [Symbol.asyncDispose]: () => context.close() };
}

/**
 * Presses Run all, and waits until every cell has ended.
 *
 * @param limit Seconds that it may take.
 */
export async function runAll({ page, troubles }: OpenedPage, limit: number): Promise<LiveRun> {
  const began = performance.now();
  await page.getByRole("button", { name: "Run all", exact: false }).first().click();
  const asked = page.locator(".live-ask").getByRole("button", { name: "Run all" });
  if (await asked.count() > 0) await asked.click();
  await page.waitForFunction(
    () => {
      const states = [...document.querySelectorAll<HTMLElement>("section.cell[data-live]")]
        .map(({ dataset }) => dataset["live"]!);
      return states.some((state) => state !== "stored") &&
        !states.some((state) => state === "waiting" || state === "running");
    },
    null,
    { timeout: 1000 * limit, polling: 250 },
  );
  const seconds = (performance.now() - began) / 1000;
  return { cells: await cellEnds(page), seconds, troubles: [...troubles] };
}

/** How quick the playground is. */
export interface PlaygroundPace {
  /** Steps a second. */
  readonly steps: number;
  /** Pictures a second. */
  readonly pictures: number;
}

/**
 * Lets the playground train with its usual settings.
 *
 * @param seconds How long, after a second in which the worker gets going.
 */
export async function playgroundPace(
  browser: Browser,
  address: string,
  seconds = 10,
): Promise<PlaygroundPace> {
  await using context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(address);
  const until = (step: number) =>
    page.waitForFunction(
      (least) => Number(document.documentElement.dataset["step"] ?? -1) >= least,
      step,
    );
  await until(0);
  await page.getByRole("button", { name: "Train" }).click();
  await until(1);
  await page.waitForTimeout(1000 * (seconds + 1));
  const { stepsPerSecond, picturesPerSecond } = await page.evaluate(() => ({
    ...document.documentElement.dataset,
  }));
  return { steps: Number(stepsPerSecond), pictures: Number(picturesPerSecond) };
}

/** How the cells of a page stand. */
export function cellEnds(page: Page): Promise<LiveCellEnd[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("section.cell[data-live]")].map((section) => {
      const claims = [...section.querySelectorAll<HTMLElement>(".saddle-claim")];
      return {
        cell: Number(section.id.slice("cell-".length)),
        state: section.dataset["live"]!,
        status: section.querySelector(".live-status")?.textContent ?? "",
        problem: section.querySelector("pre.error")?.textContent ?? "",
        claims: claims.length,
        wrong: claims.filter((claim) => claim.classList.contains("false")).map((claim) =>
          claim.textContent
        ),
      };
    })
  );
}
