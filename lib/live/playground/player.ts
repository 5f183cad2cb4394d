import type { Ask, Say, Wanted } from "./protocol.ts";
import { Scene } from "./scene.ts";
import type { Settings } from "./settings.ts";

/** Milliseconds that the steps between two pictures should take. */
const FRAME = 30;

/** Steps between two pictures at most, so that no motion is lost. */
const MOST_STEPS = 20;

/** Answers a page: opens runs, takes steps, sends pictures; one thing after the other. */
export class Player {
  readonly #say: (say: Say) => void;
  #scene: Scene | undefined;
  #settings: Settings | undefined;
  #wanted: Wanted = { grid: false };
  /** Milliseconds between two steps while it plays; undefined while it does not. */
  #pause: number | undefined;
  #queue: Promise<void> = Promise.resolve();
  #loop: Promise<void> | undefined;

  constructor(say: (say: Say) => void) {
    this.#say = say;
  }

  /** Takes a question; answers come through what the player was made with. */
  take(ask: Ask): Promise<void> {
    if (ask.ask === "pause") this.#stop();
    const answered = this.#queue.then(() => this.#answer(ask)).catch((error) => {
      this.#stop();
      this.#say({ say: "trouble", text: (error as Error).message });
    });
    this.#queue = answered;
    return answered;
  }

  async #answer(ask: Ask): Promise<void> {
    switch (ask.ask) {
      case "settings":
        this.#wanted = ask.wanted;
        return await this.#set(ask.settings);
      case "again":
        return await this.#open();
      case "see":
        this.#wanted = ask.wanted;
        this.#picture(0, 0);
        return;
      case "step":
        await this.#advance(ask.steps);
        return;
      case "play":
        this.#pause = ask.pause;
        this.#say({ say: "playing", isPlaying: true });
        this.#loop ??= this.#play();
        return;
      case "pause":
        return;
    }
  }

  #stop(): void {
    if (this.#pause === undefined) return;
    this.#pause = undefined;
    this.#say({ say: "playing", isPlaying: false });
  }

  async #set(settings: Settings): Promise<void> {
    this.#settings = settings;
    if (!this.#scene?.takes(settings)) return await this.#open();
    this.#scene.change(settings);
    this.#say({ say: "changed", changes: this.#scene.changes });
  }

  async #open(): Promise<void> {
    this.#scene?.dispose();
    this.#scene = undefined;
    if (!this.#settings) return;
    this.#scene = await Scene.open(this.#settings);
    this.#say(this.#scene.begun);
    this.#say({ say: "changed", changes: this.#scene.changes });
    this.#picture(0, 0);
  }

  async #advance(steps: number): Promise<number> {
    if (!this.#scene) return 0;
    const began = performance.now();
    await this.#scene.advance(steps);
    const took = performance.now() - began;
    if (this.#picture(steps, took)) this.#stop();
    return took;
  }

  /** Sends a picture; says whether every run has failed. */
  #picture(steps: number, milliseconds: number): boolean {
    if (!this.#scene) return false;
    const picture = this.#scene.picture(this.#wanted, { steps, milliseconds });
    this.#say(picture);
    return picture.runs.every(({ outcome }) => outcome !== "finished");
  }

  /** As many steps a picture as the time of a picture holds. */
  async #play(): Promise<void> {
    let steps = 1;
    while (this.#pause !== undefined) {
      const pause = this.#pause, began = performance.now();
      const next = this.#queue.then(async () => {
        if (this.#pause === undefined) return;
        const took = await this.#advance(pause > 0 ? 1 : steps);
        steps = Math.round(Math.min(MOST_STEPS, 2 * steps, Math.max(1, steps * FRAME / took)));
      }).catch((error) => {
        this.#stop();
        this.#say({ say: "trouble", text: (error as Error).message });
      });
      this.#queue = next;
      await next;
      const rest = Math.max(0, pause - (performance.now() - began));
      await new Promise((done) => setTimeout(done, rest)); // messages of the page come in between
    }
    this.#loop = undefined;
  }
}
