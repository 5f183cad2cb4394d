/// <reference lib="dom" />
import { CHOICES } from "./choices.ts";
import { type Change, codeOf } from "./code_of.ts";
import { connect, type Connection } from "./connection.ts";
import { drawCurve, type Measured, middle, withPoint } from "./curve.ts";
import { drawRuns, type Layers } from "./draw.ts";
import { drawOn } from "./drawing.ts";
import { box, button, byId, codeBox, element, select, sharp, slider } from "./elements.ts";
import type { Begun, Picture, Say } from "./protocol.ts";
import { type Movers, NUMBERS, type Settings } from "./settings.ts";
import { verdict } from "./verdict.ts";

/** Milliseconds between two steps, by what the page calls the speed. */
const SPEEDS = { full: 0, slow: 500, slower: 2000 } as const;
const SPEED_WORDS = {
  full: "as fast as it goes",
  slow: "slow: 2 steps a second",
  slower: "very slow: a step in 2 seconds",
};

const LAYERS: Readonly<Record<keyof Layers, string>> = {
  critic: "critic’s map",
  data: "data",
  samples: "generated points",
  grid: "latent grid, pushed",
  arrows: "pulls on points",
};

type Context = Parameters<typeof drawRuns>[0];

/** The scene of networks in the plane. */
export class PlaneScene {
  readonly #told: (settings: Settings) => void;
  readonly #canvas = byId<HTMLCanvasElement>("plane");
  readonly #curve = byId<HTMLCanvasElement>("curve");
  readonly #clock: { readonly at: number; readonly step: number }[] = [];
  #connection: Connection | undefined;
  #starting: Promise<void> | undefined;
  #settings: Settings;
  #layers: Layers = { critic: true, data: true, samples: true, grid: false, arrows: false };
  #speed: keyof typeof SPEEDS = "full";
  #begun: Begun | undefined;
  #picture: Picture | undefined;
  #measured: Measured[] = [];
  #changes: Change[] = [];
  #isPlaying = false;
  #isDrawing = false;
  #pen: readonly [number, number] | undefined;

  /** @param told Is told of the settings when they change. */
  constructor(settings: Settings, told: (settings: Settings) => void) {
    this.#settings = settings;
    this.#told = told;
    this.#build();
    new ResizeObserver(() => this.#draw()).observe(this.#canvas);
  }

  /** Starts the worker, if it has not been. */
  start(): void {
    this.#starting ??= connect((say) => this.#hear(say)).then((connection) => {
      this.#connection = connection;
      this.#ask();
    }).catch((error) => this.#hear({ say: "trouble", text: (error as Error).message }));
  }

  /** Takes no more steps. */
  pause(): void {
    this.#connection?.ask({ ask: "pause" });
  }

  #build(): void {
    byId("plane-actions").append(
      button("play", "▶ Train", () => this.#play()),
      button("one", "One step", () => this.#step()),
      button("again", "Start again", () => this.#again()),
    );
    byId("plane-how").append(
      select({
        id: "speed",
        label: "speed",
        options: SPEED_WORDS,
        value: this.#speed,
        onChange: (speed) => {
          this.#speed = speed;
          if (this.#isPlaying) this.#connection?.ask({ ask: "play", pause: SPEEDS[speed] });
        },
      }),
      select<Movers>({
        id: "movers",
        label: "who learns",
        options: { both: "both", critic: "the critic alone", generator: "the generator alone" },
        value: this.#settings.movers,
        onChange: (movers) => this.#set({ movers }),
      }),
    );
    byId("plane-layers").append(
      ...Object.entries(LAYERS).map(([name, label]) =>
        box({
          id: `layer-${name}`,
          label,
          checked: this.#layers[name as keyof Layers],
          onChange: (checked) => this.#show({ [name]: checked }),
        })
      ),
    );
    this.#buildChoices();
    this.#buildDrawing();
    byId("plane-code").append(codeBox("code", () => this.#code()));
  }

  #buildChoices(): void {
    const chosen = Object.entries(CHOICES).map(([name, choices]) =>
      select({
        id: name,
        label: name,
        options: Object.fromEntries(
          Object.entries(choices).map(([key, { label }]) => [key, label]),
        ),
        value: this.#settings[name as keyof typeof CHOICES] as string,
        onChange: (value) => this.#set({ [name]: value }),
      })
    );
    const numbers = Object.entries(NUMBERS).map(([name, { label, values }]) =>
      slider({
        ...{ id: name, label, values },
        value: this.#settings[name as keyof typeof NUMBERS],
        onChange: (value) => this.#set({ [name]: value }),
      })
    );
    byId("plane-controls").append(...chosen, ...numbers);
    this.#showUse();
  }

  /** What does not count for the chosen parts cannot be set. */
  #showUse(): void {
    const { constraint, update } = this.#settings, { weighs } = CHOICES.constraint[constraint];
    byId<HTMLInputElement>("weight").disabled = weighs === "";
    byId<HTMLInputElement>("criticSteps").disabled = update !== "alternating";
    const isDrawn = this.#settings.data === "own";
    byId("plane-drawing").hidden = !isDrawn;
    this.#canvas.classList.toggle("drawing", isDrawn);
    this.#canvas.tabIndex = isDrawn ? 0 : -1;
    this.#canvas.setAttribute("role", isDrawn ? "application" : "img");
  }

  #buildDrawing(): void {
    byId("plane-drawing").append(
      element(
        "p",
        {},
        "Draw on the map: with a finger or a mouse, or with the arrow keys and Enter when the map " +
          "has the focus.",
      ),
      button("undo", "Take back one", () => this.#drawn(this.#settings.drawn.slice(0, -1))),
      button("clear", "Clear", () => this.#drawn(this.#settings.drawn.slice(0, 1))),
    );
    drawOn(this.#canvas, {
      window: () => this.#begun?.window,
      isOn: () => this.#settings.data === "own" && this.#settings.runs === 1,
      drawn: () => this.#settings.drawn,
      take: (drawn, isWhole) => {
        this.#isDrawing = !isWhole;
        if (isWhole) this.#drawn(drawn);
        else {
          this.#settings = { ...this.#settings, drawn };
          this.#draw();
        }
      },
      onPen: (pen) => {
        this.#pen = pen;
        this.#draw();
      },
    });
  }

  #drawn(drawn: Settings["drawn"]): void {
    if (drawn.length > 0) this.#set({ drawn });
  }

  #set(changed: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...changed };
    this.#showUse();
    this.#told(this.#settings);
    this.#ask();
  }

  #ask(): void {
    const wanted = { grid: this.#layers.grid };
    this.#connection?.ask({ ask: "settings", settings: this.#settings, wanted });
  }

  #show(changed: Partial<Layers>): void {
    this.#layers = { ...this.#layers, ...changed };
    if (changed.grid === undefined) this.#draw();
    else this.#connection?.ask({ ask: "see", wanted: { grid: this.#layers.grid } });
  }

  #play(): void {
    const ask = this.#isPlaying ? "pause" : "play";
    if (ask === "pause") this.pause();
    else this.#connection?.ask({ ask, pause: SPEEDS[this.#speed] });
  }

  #step(): void {
    this.pause();
    this.#connection?.ask({ ask: "step", steps: 1 });
  }

  #again(): void {
    this.pause();
    this.#connection?.ask({ ask: "again" });
  }

  #hear(say: Say): void {
    switch (say.say) {
      case "begun":
        this.#begun = say;
        this.#measured = [];
        this.#clock.length = 0;
        byId("plane-engine").textContent = `Computed here, by ${say.engine}.`;
        return;
      case "changed":
        this.#changes = [...say.changes];
        return;
      case "picture":
        return this.#take(say);
      case "playing":
        this.#isPlaying = say.isPlaying;
        this.#clock.length = 0;
        byId("play").textContent = say.isPlaying ? "❚❚ Pause" : "▶ Train";
        return;
      case "trouble":
        byId("plane-verdict").textContent = `This cannot be trained: ${say.text}`;
    }
  }

  #take(picture: Picture): void {
    const isFirst = this.#picture === undefined;
    const isWaiting = this.#picture !== undefined && this.#isDue;
    this.#picture = picture;
    const distances = picture.runs.map(({ distance }) => distance);
    if (this.#measured.at(-1)?.step !== picture.step) {
      this.#measured = withPoint(this.#measured, { step: picture.step, distances });
    }
    this.#clock.push({ at: performance.now(), step: picture.step });
    if (this.#clock.length > 40) this.#clock.shift();
    this.#tell(picture);
    if (isFirst) return this.#draw();
    if (isWaiting) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  #isDue = false;

  #tell(picture: Picture): void {
    const { step, runs } = picture,
      of = (value: (run: Picture["runs"][number]) => number) => middle(runs.map(value));
    const [from, to] = [this.#clock[0]!, this.#clock.at(-1)!], span = (to.at - from.at) / 1000;
    const { steps, pictures } = this.#isPlaying && span > 0
      ? { steps: (to.step - from.step) / span, pictures: (this.#clock.length - 1) / span }
      : { steps: 0, pictures: 0 };
    const modeCount = this.#begun?.modeCount;
    const facts: readonly (readonly [string, string])[] = [
      ["step", String(step)],
      ["distance (sliced W₁)", shown(of(({ distance }) => distance))],
      ...(modeCount === undefined ? [] : [
        ["modes captured", `${shown(of(({ captured = NaN }) => captured))} of ${modeCount}`],
        ["near a centre", `${shown(Math.round(1000 * of(({ quality = NaN }) => quality)) / 10)} %`],
      ] as const),
      ["critic’s loss", shown(of(({ criticLoss }) => criticLoss))],
      ["penalty", shown(of(({ penalty }) => penalty))],
      ["generator’s loss", shown(of(({ generatorLoss }) => generatorLoss))],
      ["speed", steps > 0 ? `${steps.toFixed(0)} steps, ${pictures.toFixed(0)} pictures/s` : "–"],
    ];
    byId("plane-numbers").replaceChildren(
      ...facts.map(([name, value]) =>
        element("div", {}, element("dt", {}, name), element("dd", {}, value))
      ),
    );
    const said = verdict(picture, this.#begun!), place = byId("plane-verdict");
    if (place.textContent !== said) place.textContent = said;
    Object.assign(document.documentElement.dataset, {
      step: String(step),
      distance: String(of(({ distance }) => distance)),
      stepsPerSecond: steps.toFixed(1),
      picturesPerSecond: pictures.toFixed(1),
    });
  }

  #draw(): void {
    const { context, width } = sharp(this.#canvas);
    const begun = this.#begun, picture = this.#picture;
    if (!begun || !picture || width === 0) return;
    drawRuns(context as unknown as Context, width, { begun, picture, layers: this.#layers });
    if (this.#settings.data === "own" && this.#settings.runs === 1) {
      this.#drawCentres(context, width);
    }
    const curve = sharp(this.#curve);
    drawCurve(curve.context as unknown as Context, curve, this.#measured, begun.floor);
  }

  /** The Gaussians that are being drawn, and the pen of the keyboard. */
  #drawCentres(context: CanvasRenderingContext2D, side: number): void {
    const { x, y } = this.#begun!.window;
    const place = ([a, b]: readonly [number, number]) =>
      [(a - x[0]) / (x[1] - x[0]) * side, (y[1] - b) / (y[1] - y[0]) * side] as const;
    context.strokeStyle = "#111";
    context.lineWidth = 1;
    if (this.#isDrawing || this.#pen) {
      for (const centre of this.#settings.drawn) {
        context.beginPath();
        context.arc(...place(centre), 7, 0, 7);
        context.stroke();
      }
    }
    if (!this.#pen) return;
    const [left, top] = place(this.#pen);
    context.lineWidth = 2.5;
    context.strokeRect(left - 6, top - 6, 12, 12);
  }

  #code(): string {
    const changes = this.#changes.length > 0
      ? this.#changes
      : [{ step: 0, settings: this.#settings }];
    return codeOf(changes, this.#picture?.step ?? 1);
  }
}

function shown(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return String(Number(value.toFixed(digits)));
}
