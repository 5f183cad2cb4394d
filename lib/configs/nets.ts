import {
  biganCritic,
  biganEncoder,
  biganGenerator,
  cycleGanCritic,
  cycleGanTranslator,
  divConvCritic,
  divConvGenerator,
  divDenseCritic,
  divDenseGenerator,
  type Model,
  pacganCritic,
  pacganGenerator,
  residualCritic,
  residualGenerator,
} from "../models/mod.ts";
import {
  BIGAN_CRITIC,
  BIGAN_NET,
  CYCLE_GAN_CRITIC,
  CYCLE_GAN_TRANSLATOR,
  DIV_CONV_CRITIC,
  DIV_CONV_GENERATOR,
  DIV_DENSE_CRITIC,
  DIV_DENSE_GENERATOR,
  PACGAN_CRITIC,
  PACGAN_GENERATOR,
  RESIDUAL_CRITIC,
  RESIDUAL_GENERATOR,
} from "../models/house.ts";
import { normalisation } from "./layer_parts.ts";
import type { Maker } from "./named.ts";
import { ofSpec } from "./of_spec.ts";

/** The nets of the systems that a file can name. */
export const NETS: Readonly<Record<string, Maker<Model>>> = {
  "bigan-critic": ofSpec(biganCritic, BIGAN_CRITIC),
  "bigan-encoder": ofSpec(biganEncoder, BIGAN_NET),
  "bigan-generator": ofSpec(biganGenerator, BIGAN_NET),
  "cycle-gan-critic": ofSpec(cycleGanCritic, CYCLE_GAN_CRITIC),
  "cycle-gan-translator": ofSpec(cycleGanTranslator, CYCLE_GAN_TRANSLATOR),
  "div-conv-critic": ofSpec(divConvCritic, DIV_CONV_CRITIC),
  "div-conv-generator": ofSpec(divConvGenerator, DIV_CONV_GENERATOR),
  "div-dense-critic": ofSpec(divDenseCritic, DIV_DENSE_CRITIC),
  "div-dense-generator": ofSpec(divDenseGenerator, DIV_DENSE_GENERATOR),
  "pacgan-critic": ofSpec(pacganCritic, PACGAN_CRITIC, { normalisation }),
  "pacgan-generator": ofSpec(pacganGenerator, PACGAN_GENERATOR),
  "residual-critic": ofSpec(residualCritic, RESIDUAL_CRITIC),
  "residual-generator": ofSpec(residualGenerator, RESIDUAL_GENERATOR),
};
