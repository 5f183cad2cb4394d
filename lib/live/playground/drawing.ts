/// <reference lib="dom" />
import type { Drawn } from "./choices.ts";
import type { Window } from "./protocol.ts";
import { hundredth, MOST_DRAWN } from "./settings.ts";

/** The least distance between two Gaussians of one stroke. */
const APART = 0.08;

/** How far an arrow key moves the pen. */
const STRIDE = 0.1;

/** What drawing on a canvas needs to know and to tell. */
export interface DrawingOptions {
  /** The window that the canvas shows; undefined while there is none. */
  readonly window: () => Window | undefined;
  /** Whether the reader may draw now. */
  readonly isOn: () => boolean;
  /** What is drawn so far. */
  readonly drawn: () => Drawn;
  /** Takes what is drawn from now on; `isWhole` once the stroke has ended. */
  readonly take: (drawn: Drawn, isWhole: boolean) => void;
  /** Is told where the pen of the keyboard is. */
  readonly onPen: (pen: readonly [number, number] | undefined) => void;
}

/** Lets a reader draw Gaussians on a canvas: with a pointer, or with arrow keys and Enter. */
export function drawOn(canvas: HTMLCanvasElement, options: DrawingOptions): void {
  drawWithPointer(canvas, options);
  drawWithKeys(canvas, options);
}

function drawWithPointer(
  canvas: HTMLCanvasElement,
  { window, isOn, drawn, take }: DrawingOptions,
): void {
  let isDown = false;
  const place = ({ clientX, clientY }: PointerEvent) => {
    const { x, y } = window()!, { left, top } = canvas.getBoundingClientRect();
    const [right, down] = [clientX - left - canvas.clientLeft, clientY - top - canvas.clientTop];
    return [
      x[0] + right / canvas.clientWidth * (x[1] - x[0]),
      y[1] - down / canvas.clientHeight * (y[1] - y[0]),
    ] as const;
  };
  const move = (event: PointerEvent) => {
    if (!isDown || !window()) return;
    // a quick pen is at several places between two frames
    const all = event.getCoalescedEvents?.() ?? [];
    const before = drawn();
    const now = (all.length > 0 ? all : [event]).reduce(
      (centres, one) => withCentre(centres, place(one)) ?? centres,
      before,
    );
    if (now !== before) take(now, false);
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!isOn()) return;
    isDown = true;
    canvas.setPointerCapture(event.pointerId);
    move(event);
  });
  canvas.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"] as const) {
    canvas.addEventListener(end, () => {
      if (isDown) take(drawn(), true);
      isDown = false;
    });
  }
}

function drawWithKeys(
  canvas: HTMLCanvasElement,
  { isOn, drawn, take, onPen }: DrawingOptions,
): void {
  let pen: readonly [number, number] = [0, 0];
  const moves: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-STRIDE, 0],
    ArrowRight: [STRIDE, 0],
    ArrowUp: [0, STRIDE],
    ArrowDown: [0, -STRIDE],
  };
  canvas.addEventListener("focus", () => onPen(isOn() ? pen : undefined));
  canvas.addEventListener("blur", () => onPen(undefined));
  canvas.addEventListener("keydown", (event) => {
    if (!isOn()) return;
    const move = moves[event.key];
    if (move) pen = [inside(pen[0] + move[0]), inside(pen[1] + move[1])];
    else if (event.key === "Enter" || event.key === " ") {
      const more = withCentre(drawn(), pen);
      if (more) take(more, true);
    } else return;
    event.preventDefault();
    onPen(pen);
  });
}

const inside = (value: number) => hundredth(Math.max(-1.5, Math.min(1.5, value)));

/** What is drawn with one Gaussian more; undefined if it stands there already or is too many. */
export function withCentre(drawn: Drawn, [x, y]: readonly [number, number]): Drawn | undefined {
  const isNear = drawn.some(([a, b]) => Math.hypot(a - x, b - y) < APART);
  if (isNear || drawn.length >= MOST_DRAWN) return undefined;
  return [...drawn, [inside(x), inside(y)]];
}
