/// <reference lib="dom" />
import type { State } from "../../dynamics/mod.ts";
import { colours } from "../../figures/house.ts";
import {
  BRAKES,
  DIRAC_NUMBERS,
  diracCodeOf,
  type DiracSettings,
  diracVerdict,
  fieldOf,
  GAMES,
  METHODS,
  nextStates,
} from "./dirac_game.ts";
import { button, byId, codeBox, select, sharp, slider } from "./elements.ts";
import { hundredth } from "./settings.ts";

/** Half of the window's side. */
const REACH = 2;

/** Steps a second while it plays. */
const SPEED = 30;

/** Steps of a path that are drawn at most. */
const MOST = 5000;

/** How far an arrow key moves the start. */
const STRIDE = 0.1;

/** The scene of the game of two numbers: its phase portrait, live. */
export class DiracScene {
  readonly #told: (settings: DiracSettings) => void;
  readonly #canvas = byId<HTMLCanvasElement>("portrait");
  #settings: DiracSettings;
  #path: State[];
  #steps = 0;
  #since: number | undefined;

  /** @param told Is told of the settings when they change. */
  constructor(settings: DiracSettings, told: (settings: DiracSettings) => void) {
    this.#settings = settings;
    this.#told = told;
    this.#path = [settings.start];
    this.#build();
    this.#dragStart();
    new ResizeObserver(() => this.#draw()).observe(this.#canvas);
    this.#set({});
  }

  /** Takes no more steps. */
  pause(): void {
    this.#since = undefined;
    byId("dirac-play").textContent = "▶ Play";
  }

  #build(): void {
    byId("dirac-actions").append(
      button("dirac-play", "▶ Play", () => this.#since === undefined ? this.#play() : this.pause()),
      button("dirac-one", "One step", () => {
        this.pause();
        this.#advance(1);
      }),
      button("dirac-again", "Start again", () => this.#set({})),
    );
    const words = (from: Readonly<Record<string, { readonly label: string }>>) =>
      Object.fromEntries(Object.entries(from).map(([name, { label }]) => [name, label]));
    const choice = (
      name: "game" | "brake" | "method",
      label: string,
      options: Record<string, string>,
    ) =>
      select({
        ...{ id: `dirac-${name}`, label, options },
        value: this.#settings[name] as string,
        onChange: (value) => this.#set({ [name]: value }),
      });
    const sliders = Object.entries(DIRAC_NUMBERS).map(([name, { label, values }]) =>
      slider({
        ...{ id: `dirac-${name}`, label, values },
        value: this.#settings[name as keyof typeof DIRAC_NUMBERS],
        onChange: (value) => this.#set({ [name]: value }),
      })
    );
    byId("dirac-controls").append(
      choice("game", "loss", words(GAMES)),
      choice("brake", "constraint", words(BRAKES)),
      choice("method", "steps", METHODS),
      ...sliders,
    );
    byId("dirac-code").append(
      codeBox("dirac-code-box", () => diracCodeOf(this.#settings, this.#steps)),
    );
  }

  /** Other settings, and the path from its start. */
  #set(changed: Partial<DiracSettings>): void {
    this.#settings = { ...this.#settings, ...changed };
    const { brake, method } = this.#settings;
    byId<HTMLInputElement>("dirac-gamma").disabled = BRAKES[brake].weighs === "";
    byId<HTMLInputElement>("dirac-criticSteps").disabled = method !== "alternating";
    this.#path = [this.#settings.start];
    this.#steps = 0;
    byId("dirac-verdict").textContent = diracVerdict(this.#settings);
    if (Object.keys(changed).length > 0) this.#told(this.#settings);
    this.#draw();
  }

  #play(): void {
    this.#since = performance.now();
    byId("dirac-play").textContent = "❚❚ Pause";
    const frame = (now: number) => {
      if (this.#since === undefined) return;
      const steps = Math.floor(SPEED * (now - this.#since) / 1000);
      if (steps > 0) {
        this.#since += 1000 * steps / SPEED;
        this.#advance(Math.min(steps, SPEED));
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  #advance(steps: number): void {
    const last = this.#path.at(-1)!;
    if (!last.every((value) => Math.abs(value) < 1e6)) return this.pause();
    this.#path.push(...nextStates(this.#settings, last, steps));
    if (this.#path.length > MOST) this.#path.splice(0, this.#path.length - MOST);
    this.#steps += steps;
    this.#draw();
  }

  /** The start is dragged, or moved with the arrow keys. */
  #dragStart(): void {
    const canvas = this.#canvas;
    let isDown = false;
    const take = ({ offsetX, offsetY }: PointerEvent) => {
      const at = (offset: number, length: number) => within(2 * REACH * offset / length - REACH);
      this.#set({
        start: [at(offsetX, canvas.clientWidth), -at(offsetY, canvas.clientHeight) + 0],
      });
    };
    canvas.addEventListener("pointerdown", (event) => {
      isDown = true;
      canvas.setPointerCapture(event.pointerId);
      take(event);
    });
    canvas.addEventListener("pointermove", (event) => isDown && take(event));
    for (const end of ["pointerup", "pointercancel"] as const) {
      canvas.addEventListener(end, () => isDown = false);
    }
    const moves: Readonly<Record<string, State>> = {
      ArrowLeft: [-STRIDE, 0],
      ArrowRight: [STRIDE, 0],
      ArrowUp: [0, STRIDE],
      ArrowDown: [0, -STRIDE],
    };
    canvas.addEventListener("keydown", (event) => {
      const move = moves[event.key], [theta, psi] = this.#settings.start;
      if (!move) return;
      event.preventDefault();
      this.#set({ start: [within(theta + move[0]), within(psi + move[1])] });
    });
  }

  #draw(): void {
    const { context, width } = sharp(this.#canvas);
    if (width === 0) return;
    const place = ([theta, psi]: State): [number, number] => {
      const at = (value: number) => Math.max(-9, Math.min(9, value)) / REACH / 2 * width;
      return [width / 2 + at(theta), width / 2 - at(psi)];
    };
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, width);
    this.#drawAxes(context, width);
    this.#drawField(context, width, place);
    this.#drawPath(context, place);
    this.#tell();
    this.#drawLine();
  }

  #drawAxes(context: CanvasRenderingContext2D, side: number): void {
    context.strokeStyle = "#d0d0d0";
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(0, side / 2);
    context.lineTo(side, side / 2);
    context.moveTo(side / 2, 0);
    context.lineTo(side / 2, side);
    context.stroke();
    context.fillStyle = "#444";
    context.font = "13px system-ui, sans-serif";
    context.textAlign = "right";
    context.fillText("generator θ", side - 6, side / 2 - 6);
    context.textAlign = "left";
    context.fillText("critic ψ", side / 2 + 6, 16);
  }

  /** Where a state moves: arrows whose length grows with the speed, slower than it. */
  #drawField(
    context: CanvasRenderingContext2D,
    side: number,
    place: (state: State) => [number, number],
  ): void {
    const field = fieldOf(this.#settings), count = 15, cell = side / count;
    context.strokeStyle = "#8a8f98";
    context.lineWidth = 1.2;
    context.beginPath();
    for (let i = 0; i < count * count; i++) {
      const at = (k: number) => REACH * (2 * (k + 0.5) / count - 1);
      const [theta, psi] = [at(i % count), at(Math.floor(i / count))];
      const [dx, dy] = [field.generator(theta, psi), field.critic(theta, psi)];
      const speed = Math.hypot(dx, dy);
      if (!(speed > 1e-12)) continue;
      const length = cell * 0.9 * Math.sqrt(Math.min(1, speed / 2)), [x, y] = place([theta, psi]);
      const [ux, uy] = [dx / speed, -dy / speed];
      const [tx, ty] = [x + ux * length / 2, y + uy * length / 2], angle = Math.atan2(uy, ux);
      context.moveTo(x - ux * length / 2, y - uy * length / 2);
      context.lineTo(tx, ty);
      for (const turn of [2.6, -2.6]) {
        context.moveTo(tx, ty);
        context.lineTo(tx + 4 * Math.cos(angle + turn), ty + 4 * Math.sin(angle + turn));
      }
    }
    context.stroke();
  }

  #drawPath(context: CanvasRenderingContext2D, place: (state: State) => [number, number]): void {
    context.strokeStyle = colours.methods[2]!;
    context.lineWidth = 2;
    context.beginPath();
    for (const state of this.#path) context.lineTo(...place(state));
    context.stroke();
    const dot = (state: State, radius: number, isFilled: boolean) => {
      context.beginPath();
      context.arc(...place(state), radius, 0, 7);
      context.fillStyle = isFilled ? colours.generator : "#fff";
      context.fill();
      context.strokeStyle = "#111";
      context.stroke();
    };
    dot(this.#settings.start, 9, false);
    dot(this.#path.at(-1)!, 6, true);
    const [x, y] = place([0, 0]);
    context.beginPath();
    context.moveTo(x - 6, y - 6);
    context.lineTo(x + 6, y + 6);
    context.moveTo(x + 6, y - 6);
    context.lineTo(x - 6, y + 6);
    context.stroke();
  }

  /** The critic's line over the data and the generator's point. */
  #drawLine(): void {
    const { context, width, height } = sharp(byId<HTMLCanvasElement>("line"));
    const [theta, psi] = this.#path.at(-1)!;
    const x = (value: number) => width / 2 + Math.max(-9, Math.min(9, value)) / REACH / 2 * width;
    const y = (score: number) => height / 2 - Math.max(-40, Math.min(40, score)) / 4 * height / 2;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.strokeStyle = "#d0d0d0";
    context.beginPath();
    context.moveTo(0, height / 2);
    context.lineTo(width, height / 2);
    context.stroke();
    context.strokeStyle = "#444";
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x(-REACH), y(-REACH * psi));
    context.lineTo(x(REACH), y(REACH * psi));
    context.stroke();
    const points = [[0, colours.data], [theta, colours.generator]] as const;
    for (const [at, colour] of points) {
      context.beginPath();
      context.arc(x(at), y(psi * at), 7, 0, 7);
      context.fillStyle = colour;
      context.fill();
    }
    context.fillStyle = "#444";
    context.font = "13px system-ui, sans-serif";
    context.textAlign = "right";
    context.fillText("x", width - 6, height / 2 - 6);
    context.textAlign = "left";
    context.fillText("score D(x) = ψx", 6, 16);
  }

  #tell(): void {
    const [theta, psi] = this.#path.at(-1)!;
    byId("dirac-numbers").textContent =
      `step ${this.#steps} · θ = ${theta.toFixed(3)} · ψ = ${psi.toFixed(3)} · ` +
      `distance from rest ${Math.hypot(theta, psi).toFixed(3)}`;
    Object.assign(this.#canvas.dataset, { step: this.#steps, theta, psi });
  }
}

const within = (value: number) => hundredth(Math.max(-REACH, Math.min(REACH, value)));
