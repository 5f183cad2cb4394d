import { CLIPPING, clipping } from "../constraints/clipping.ts";
import { DRAGAN, dragan } from "../constraints/dragan.ts";
import { GRADIENT_PENALTY, gradientPenalty } from "../constraints/gradient_penalty.ts";
import {
  GRADIENT_PENALTY_AS_SHIPPED,
  gradientPenaltyAsShipped,
} from "../constraints/gradient_penalty_as_shipped.ts";
import { INSTANCE_NOISE, instanceNoise } from "../constraints/instance_noise.ts";
import type { Constraint } from "../constraints/mod.ts";
import { R1, r1 } from "../constraints/r1.ts";
import { R1_AS_SHIPPED, r1AsShipped } from "../constraints/r1_as_shipped.ts";
import { R2, r2 } from "../constraints/r2.ts";
import { SIMPLE_PENALTY, simplePenalty } from "../constraints/simple_penalty.ts";
import {
  WASSERSTEIN_DIVERGENCE,
  wassersteinDivergence,
} from "../constraints/wasserstein_divergence.ts";
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
