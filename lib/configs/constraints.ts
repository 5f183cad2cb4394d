import {
  clipping,
  type Constraint,
  dragan,
  gradientPenalty,
  gradientPenaltyAsShipped,
  instanceNoise,
  type PenaltyPoints,
  r1,
  r1AsShipped,
  r2,
  simplePenalty,
  wassersteinDivergence,
} from "../constraints/mod.ts";
import { R1 } from "../constraints/r1.ts";
import { PENALTY_POINTS } from "../constraints/penalty_points.ts";
import { type Maker, maker, named } from "./named.ts";
import { ofSpec } from "./of_spec.ts";
import { choice, flag, list, perRun, type Reader } from "./readers.ts";

const points: Reader<PenaltyPoints> = choice(...PENALTY_POINTS);
const gamma = { gamma: perRun };

/** Every constraint that a file can name. */
export const CONSTRAINTS: Readonly<Record<string, Maker<Constraint>>> = {
  "clipping": maker(clipping, { limit: perRun }),
  "dragan": maker(dragan, { weight: perRun, deviation: perRun }),
  "gradient-penalty": maker(gradientPenalty, {
    points,
    target: choice(0, 1),
    sides: choice("one", "two"),
    weight: perRun,
    half: flag,
  }),
  "gradient-penalty-as-shipped": maker(gradientPenaltyAsShipped, {
    sides: choice("one", "two"),
    weight: perRun,
  }),
  "instance-noise": maker(instanceNoise, { deviation: perRun, anneal: perRun }),
  "r1": ofSpec(r1, R1),
  "r1-as-shipped": maker(r1AsShipped, gamma),
  "r2": maker(r2, gamma),
  "simple-penalty": maker(simplePenalty, { weight: perRun, points }),
  "wasserstein-divergence": maker(wassersteinDivergence, { k: perRun, p: perRun, points }),
};

/** A list of constraints by their names. */
export const constraints: Reader<Constraint[]> = list(named("a constraint", CONSTRAINTS));
