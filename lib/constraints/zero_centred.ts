import * as tf from "@tensorflow/tfjs";
import type { PerRun } from "../runs/mod.ts";
import type { Constraint } from "./constraint.ts";
import { squaredGradientNorm } from "./gradient_norm.ts";
import { meanAt } from "./penalty_points.ts";

/** $\frac{\gamma}{2} E \|\nabla D(x)\|^2$ at real or at generated points: R1 and R2. */
export function zeroCentred(
  name: string,
  points: "real" | "generated",
  gamma: PerRun,
): Constraint {
  return {
    name,
    numbers: { gamma },
    penalty: (input) => {
      const mean = meanAt(points, input, (at) => squaredGradientNorm(input.critic, at));
      return tf.mul(tf.mul(0.5, input.numbers["gamma"]!), mean);
    },
  };
}
