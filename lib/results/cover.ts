// Draws the picture of the README again: deno run -A lib/results/cover.ts
import { join } from "node:path";
import * as dirac from "../dynamics/mod.ts";
import { colours, phasePortrait } from "../figures/mod.ts";

const schedule = { start: [1, -1], stepSize: 0.2, steps: 500 } as const;
const games = [
  { title: "simultaneous: it spirals out", game: dirac.minimax(), method: "simultaneous" },
  { title: "alternating: it circles", game: dirac.minimax(), method: "alternating" },
  {
    title: "R1: it comes to rest",
    game: dirac.r1(dirac.minimax(), { gamma: 0.3 }),
    method: "alternating",
  },
  {
    title: "WGAN-GP: a limit cycle",
    game: dirac.gradientPenalty(dirac.wasserstein(), { weight: 0.35 }),
    method: "alternating",
  },
] as const;

const portraits = games.map(({ title, game, method }, i) => {
  const { svg } = phasePortrait({
    title,
    field: (theta, psi) => [game.generator(theta, psi), game.critic(theta, psi)],
    trajectories: [{
      ...dirac.simulate(game, { ...schedule, method }),
      colour: colours.methods[i]!,
    }],
    arrows: 11,
    width: 230,
    caption: title,
    alt: title,
  });
  return svg!;
});
const sizeOf = (svg: string, side: string) => Number(RegExp(` ${side}="([\\d.]+)"`).exec(svg)![1]);
const [width, height] = [sizeOf(portraits[0]!, "width"), sizeOf(portraits[0]!, "height")];
const whole = width * portraits.length;
const picture =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${height}" width="${whole}" ` +
  `height="${height}"><rect width="100%" height="100%" fill="white"/>` +
  portraits.map((svg, i) => svg.replace("<svg", `<svg x="${i * width}" y="0"`)).join("") +
  "</svg>\n";
const file = join(import.meta.dirname!, "..", "..", "data", "cover.svg");
await Deno.writeTextFile(file, picture);
console.log(`wrote data/cover.svg, ${(picture.length / 1000).toFixed(0)} kB`);
