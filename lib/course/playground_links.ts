import { PLAYGROUND_FILE } from "./playground_page.ts";

/** What a notebook's reader may play with. */
export interface PlaygroundLink {
  /** The settings, as they stand in the playground's address behind its `#`. */
  readonly settings: string;
  /** What the link says. */
  readonly words: string;
}

/** By the names of notebooks. */
export const PLAYGROUND_LINKS: Readonly<Record<string, PlaygroundLink>> = {
  "00-start-here": { settings: "", words: "the first GAN, its rates in your hands" },
  "01-dirac-gan": {
    settings: "scene=dirac&brake=r1",
    words: "the phase portrait, whose start you can drag",
  },
  "05-manifolds": {
    settings: "data=roll&loss=wasserstein&constraint=gp&criticSteps=5",
    words: "the Swiss roll, with the latent grid pushed through the generator",
  },
  "06-mixture-of-gaussians": {
    settings: "data=ring&constraint=none",
    words: "the ring of eight without a constraint: where do the modes go?",
  },
  "07-losses": { settings: "data=moons&loss=ls", words: "one task, and every loss at a click" },
  "08-critics": {
    settings: "loss=wasserstein&constraint=clipping&optimiser=rmsprop&criticSteps=5",
    words: "a clipped critic, whose limit you can move while it trains",
  },
  "13-many-runs": { settings: "runs=16", words: "sixteen seeds side by side" },
  "14-which-recipe": {
    settings: "scene=dirac&game=wasserstein&brake=r1",
    words: "two slopes and a brake that you can press",
  },
};

/** The line that leads from a notebook's page to the playground; empty where there is none. */
export function playgroundLine(name: string): string {
  const link = PLAYGROUND_LINKS[name];
  if (link === undefined) return "";
  const address = `${PLAYGROUND_FILE}${link.settings === "" ? "" : `#${link.settings}`}`;
  return `<p class="play">Play with it: <a href="${
    address.replaceAll("&", "&amp;")
  }">${link.words}</a>.</p>\n`;
}
