import { count, list, open, read, type Spec, text } from "../options/mod.ts";
import { formatNumber } from "./format_number.ts";
import { attribute, escapeText } from "./html.ts";
import type { Bundle, Kernel } from "./kernel.ts";

/** Options of {@linkcode progress}. */
export interface ProgressOptions {
  /** What is being done, such as "WGAN-GP on the ring". */
  readonly label: string;
  /** Steps in all. @default what the training says */
  readonly total?: number;
  /** Metrics shown, in order. @default all that come, at most four */
  readonly show?: readonly string[];
}

/** What fits {@linkcode ProgressOptions}. */
export const PROGRESS = {
  label: { ...text(), allows: (label: string) => label.trim() !== "" },
  total: open(count()),
  show: open(list(text())),
} satisfies Spec<ProgressOptions>;

/** Where a training is: what `train()` hands to its `onProgress`. */
export interface ProgressInfo {
  /** Steps done. */
  readonly step: number;
  /** Steps in all. */
  readonly steps: number;
  /** Current values by name. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** A live bar: call it with a {@linkcode ProgressInfo}, or its `update`. */
export interface ProgressBar {
  /** The form that `train({ onProgress })` takes. */
  (info: ProgressInfo): void;
  /** Says how far it is. The call with the last step writes the final line. */
  update(step: number, metrics?: Readonly<Record<string, number>>): void;
  /** Ends the bar where it stands (a run that stops early) and waits until it is shown. */
  done(): Promise<void>;
}

/** Milliseconds between two pictures of the bar, and between two lines outside a notebook. */
const REDRAW = 200;
const RELINE = 10_000;

const bars = new Map<string, number>();

/** A bar that displays itself in the given kernel, or prints where there is none. */
export function progressBar(options: ProgressOptions, found: Kernel | undefined): ProgressBar {
  const { label, total, show } = read("progress", options, PROGRESS);
  const output = outputFor(label, found);
  const started = performance.now();
  const state = { step: 0, total: total ?? 0, metrics: {} as Readonly<Record<string, number>> };
  let drawn = -Infinity;
  let ended = false;

  function end(): void {
    if (ended) return;
    ended = true;
    output.final(finalLine(label, state, show));
  }
  function update(step: number, metrics: Readonly<Record<string, number>> = state.metrics): void {
    if (!(step >= 0)) throw new RangeError(`Expected a step of at least 0, got ${step}`);
    if (ended) return;
    Object.assign(state, { step, metrics });
    if (state.total > 0 && step >= state.total) return end();
    const now = performance.now();
    if (now - drawn < output.pause) return;
    drawn = now;
    output.live(liveLine(label, state, (now - started) / 1000, show), state);
  }
  const bar = (info: ProgressInfo): void => {
    if (total === undefined) requireTotal(state.total = info.steps);
    update(info.step, info.metrics);
  };
  return Object.assign(bar, {
    update,
    done: () => {
      end();
      return output.settled();
    },
  });
}

interface State {
  readonly step: number;
  readonly total: number;
  readonly metrics: Readonly<Record<string, number>>;
}

interface Output {
  /** Milliseconds between two live lines. */
  readonly pause: number;
  live(line: string, state: State): void;
  final(line: string): void;
  settled(): Promise<void>;
}

function outputFor(label: string, found: Kernel | undefined): Output {
  if (!found) {
    const print = (line: string) => console.error(line);
    return { pause: RELINE, live: print, final: print, settled };
  }
  const id = displayId(label);
  // One after the other: two displays under way at once could arrive in the wrong order.
  let last: Promise<void> | undefined;
  const send = (bundle: Bundle) => {
    const options = { raw: true, display_id: id } as const;
    last = last
      ? last.then(() => found.display(bundle, { ...options, update: true }))
      : found.display(bundle, options);
  };
  return {
    pause: REDRAW,
    live: (line, { step, total }) => send(liveBundle(line, step, total)),
    final: (line) =>
      send({
        "text/html": `<div class="saddle-progress">${escapeText(line)}</div>`,
        "text/plain": line,
      }),
    settled: () => last ?? settled(),
  };
}

function settled(): Promise<void> {
  return Promise.resolve();
}

/**
 * The same from run to run: the label, and a number where a notebook has several bars of one label.
 */
function displayId(label: string): string {
  const slug = label.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "bar";
  const count = (bars.get(slug) ?? 0) + 1;
  bars.set(slug, count);
  return `progress-${slug}${count > 1 ? `-${count}` : ""}`;
}

function liveBundle(line: string, step: number, total: number): Bundle {
  const bar = total > 0
    ? `<progress value="${step}" max="${total}" aria-label="${attribute(line)}"></progress> `
    : "";
  return {
    "text/html": `<div class="saddle-progress">${bar}${escapeText(line)}</div>`,
    "text/plain": line,
  };
}

function liveLine(
  label: string,
  { step, total, metrics }: State,
  seconds: number,
  show: readonly string[] | undefined,
): string {
  const left = step > 0 && total > 0 ? `${Math.ceil(seconds / step * (total - step))} s left` : "";
  const place = total > 0 ? `step ${step} of ${total}` : `step ${step}`;
  return [`${label}: ${place}`, left, ...values(metrics, show)].filter(Boolean).join(", ");
}

function finalLine(
  label: string,
  { step, total, metrics }: State,
  show: readonly string[] | undefined,
): string {
  const place = total > 0 && step < total
    ? `ended after ${step} of ${total} steps`
    : `${step} steps`;
  return [`${label}: ${place}`, ...values(metrics, show)].join(", ");
}

function values(
  metrics: Readonly<Record<string, number>>,
  show: readonly string[] | undefined,
): string[] {
  const names = show ?? Object.keys(metrics).slice(0, 4);
  return names.filter((name) => name in metrics)
    .map((name) => `${name} ${formatNumber(metrics[name]!, 3)}`);
}

function requireTotal(total: number): void {
  if (!Number.isSafeInteger(total) || total < 1) {
    throw new RangeError(`Expected a positive whole number of steps, got ${total}`);
  }
}
