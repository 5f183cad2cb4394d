import {
  CLIPPING,
  DRAGAN,
  GRADIENT_PENALTY,
  GRADIENT_PENALTY_AS_SHIPPED,
  INSTANCE_NOISE,
  R1,
  R1_AS_SHIPPED,
  R2,
  SIMPLE_PENALTY,
  WASSERSTEIN_DIVERGENCE,
} from "../constraints/house.ts";
import {
  clipping,
  type Constraint,
  dragan,
  gradientPenalty,
  gradientPenaltyAsShipped,
  instanceNoise,
  r1,
  r1AsShipped,
  r2,
  simplePenalty,
  wassersteinDivergence,
} from "../constraints/mod.ts";
import { type Maker, named } from "./named.ts";
import { ofSpec, orOff } from "./of_spec.ts";
import { list, type Reader } from "./readers.ts";

/** Every constraint that a file can name. */
export const CONSTRAINTS: Readonly<Record<string, Maker<Constraint>>> = {
  "clipping": ofSpec(clipping, CLIPPING),
  "dragan": ofSpec(dragan, DRAGAN),
  "gradient-penalty": ofSpec(gradientPenalty, GRADIENT_PENALTY),
  "gradient-penalty-as-shipped": ofSpec(gradientPenaltyAsShipped, GRADIENT_PENALTY_AS_SHIPPED),
  "instance-noise": ofSpec(instanceNoise, INSTANCE_NOISE),
  "r1": ofSpec(r1, R1),
  "r1-as-shipped": ofSpec(r1AsShipped, R1_AS_SHIPPED),
  "r2": ofSpec(r2, R2),
  "simple-penalty": ofSpec(simplePenalty, SIMPLE_PENALTY),
  "wasserstein-divergence": ofSpec(wassersteinDivergence, WASSERSTEIN_DIVERGENCE),
};

/** A list of constraints by their names; null is none. */
export const constraints: Reader<Constraint[]> = orOff(
  list(named("a constraint", CONSTRAINTS)),
  [],
);
