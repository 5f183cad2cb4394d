import * as tf from "@tensorflow/tfjs";
import { overriding } from "./overriding.ts";
import { BrokenRule, captured, NESTED, READ } from "./rules.ts";

/** The members of TensorFlow.js's engine that everything passes through. */
interface Gates {
  runKernel(name: string, inputs: object, attributes?: object): unknown;
  read(dataId: object): unknown;
  readSync(dataId: object): unknown;
  nextTensorId(): number;
}

let enforcing = false;

/**
 * Calls `body` under the rules of a compiled step where no trace enforces them: a step that was
 * written on an engine without graphs then runs on every engine.
 *
 * @param given The tensors that `body` may use besides those it makes.
 * @throws {BrokenRule} If it uses another tensor, reads a value or enforces the rules itself.
 */
export function enforcingRules<T>(given: readonly tf.Tensor[], body: () => T): T {
  if (enforcing) throw new BrokenRule(NESTED);
  const gates = tf.engine() as unknown as Gates;
  const { runKernel } = gates;
  const allowed = new Set(given.map((tensor) => tensor.id));
  const firstInside = gates.nextTensorId();
  const refuse = () => {
    throw new BrokenRule(READ);
  };
  const watched: Partial<Gates> = {
    runKernel(name: string, inputs: object, attributes?: object) {
      for (const input of Object.values(inputs)) {
        if (!(input instanceof tf.Tensor) || input.id >= firstInside || allowed.has(input.id)) {
          continue;
        }
        throw new BrokenRule(captured(input.shape));
      }
      return runKernel.call(gates, name, inputs, attributes);
    },
    read: refuse,
    readSync: refuse,
  };
  enforcing = true;
  try {
    return overriding(gates, watched, body);
  } finally {
    enforcing = false;
  }
}
