import { gradientPenalty, wassersteinDivergence } from "../constraints/mod.ts";
import { bigan, cycleGan } from "../games/mod.ts";
import { wasserstein } from "../losses/mod.ts";
import {
  biganCritic,
  biganEncoder,
  biganGenerator,
  convCritic,
  convGenerator,
  cycleGanCritic,
  cycleGanTranslator,
  divConvCritic,
  divConvGenerator,
  residualCritic,
  residualGenerator,
  spectralNorm,
} from "../models/mod.ts";
import { adam, alternating } from "../training/mod.ts";
import { type Case, noise, pairCase } from "./cases.ts";

const WHOLE = { runs: 1, images: true } as const;
/** One critic step, and the generator's on the same latents. */
const update = alternating({ freshLatents: false });

/** The image steps of the reference systems; peers.py has the same nets. */
export const IMAGE_CASES: readonly Case[] = [
  digits(),
  faces(),
  residual(false),
  residual(true),
  withEncoder(),
  translation(),
];

/** Plain convolutions of 32 and 64 filters, and the Wasserstein divergence on lines. */
function digits(): Case {
  const [size, hidden] = [28, 32];
  return pairCase({
    ...{ ...WHOLE, name: "W-div 28x28", hidden, batch: 64 },
    options: {
      dataset: noise(size * size),
      generator: convGenerator({ inputs: 64, size, channels: 1, filters: [2 * hidden, hidden] }),
      critic: convCritic({ size, channels: 1, filters: [hidden, 2 * hidden] }),
      loss: wasserstein(),
      constraints: [wassersteinDivergence({ points: "line" })],
      ...{ optimiser: adam({ rate: 2e-4, beta1: 0.5, beta2: 0.9 }), update },
    },
  });
}

/** Wasserstein-Div's own pair, as shipped, for images of 32: its penalty is at both kinds. */
function faces(): Case {
  const [size, hidden] = [32, 16];
  return pairCase({
    ...{ ...WHOLE, name: "Wasserstein-Div's pair 32x32x3", hidden, batch: 64 },
    options: {
      dataset: noise(size * size * 3),
      generator: divConvGenerator({ size, filters: hidden }),
      critic: divConvCritic({ size, filters: hidden, as: "shipped" }),
      loss: wasserstein(),
      constraints: [wassersteinDivergence()],
      ...{ optimiser: adam({ rate: 2e-4, beta1: 0.5, beta2: 0.999 }), update },
    },
  });
}

/** gan-pytorch's residual pair, with its penalty, and with spectral norm beside it. */
function residual(normalised: boolean): Case {
  const hidden = 32, critic = residualCritic({ filters: hidden });
  return pairCase({
    ...WHOLE,
    name: `residual WGAN-GP 32x32x3${normalised ? ", spectral norm" : ""}`,
    ...{ hidden, batch: 64 },
    options: {
      dataset: noise(critic.inputs),
      generator: residualGenerator({ filters: hidden }),
      critic: normalised ? spectralNorm(critic) : critic,
      loss: wasserstein(),
      constraints: [gradientPenalty()],
      ...{ optimiser: adam({ rate: 2e-4, beta1: 0, beta2: 0.9 }), update },
    },
  });
}

/** gan-pytorch's BiGAN. */
function withEncoder(): Case {
  const hidden = 1024;
  return {
    ...{ ...WHOLE, name: "BiGAN 28x28", hidden, batch: 128 },
    game: () =>
      bigan({
        dataset: noise(784),
        generator: biganGenerator({ hidden }),
        encoder: biganEncoder({ hidden }),
        critic: biganCritic({ hidden }),
      }),
  };
}

/** gan-pytorch's CycleGAN between grey and colour, with a quarter of its filters. */
function translation(): Case {
  const filters = 16, [a, b] = [1, 3];
  return {
    ...{ ...WHOLE, name: "CycleGAN 32x32", hidden: filters, batch: 16 },
    game: () =>
      cycleGan({
        ...{ a: noise(32 * 32 * a), b: noise(32 * 32 * b) },
        models: {
          ab: cycleGanTranslator({ filters, from: a, to: b }),
          ba: cycleGanTranslator({ filters, from: b, to: a }),
          a: cycleGanCritic({ filters, channels: a }),
          b: cycleGanCritic({ filters, channels: b }),
        },
      }),
  };
}
