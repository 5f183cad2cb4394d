/**
 * The walk: every operation with every type of numbers on an engine, beside plain loops.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "saddle/engine/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { type DType, DTYPES, type Plain, range, sizeOf } from "./arrays.ts";
import { ELEMENTWISE } from "./elementwise.ts";
import type { Operation, Operations } from "./operation.ts";
import { COMPOSED } from "./composed.ts";
import { PRODUCTS } from "./products.ts";
import { REDUCING } from "./reductions.ts";
import { MOVING } from "./shapes.ts";

/** All operations of the walk, by kind. */
export const OPERATIONS: Readonly<Record<string, Operations>> = {
  "each number by itself": ELEMENTWISE,
  "along axes": REDUCING,
  "moving numbers": MOVING,
  "products and images": PRODUCTS,
  "made of others": COMPOSED,
};

/** What came of an operation: the right numbers, a clear refusal, or what is wrong. */
export interface Finding {
  readonly outcome: "right" | "refused" | "fault";
  /** The error of a refusal; what differs, of a fault. */
  readonly why: string;
}

/** Numbers of both signs, with halves, zeros and equal ones among them. */
const VALUES: Readonly<Record<DType, readonly number[]>> = {
  float32: [0.5, -1.25, 2, 0.75, -0.25, 3, -2.5, 0, 1.5, 2, -3.75, 7.25, 0.125],
  int32: [5, -7, 0, 2, 1, -1, 3, 2, 4, -2, 6],
  bool: [1, 0, 1, 1, 0],
};

/** The inputs of an operation, of this type where it has a say. */
export function inputsOf({ inputs }: Operation, dtype: DType): Plain[] {
  return inputs.map((input, i) => {
    if ("dtype" in input) return input;
    const shape = "nonzero" in input ? input.nonzero : input;
    const from = stream(i + 1, 0, "data");
    const some = VALUES[dtype].filter((value) => shape === input || value !== 0);
    const values = range(sizeOf(shape)).map(() => some[Math.floor(from.next() * some.length)]!);
    return { shape, dtype, values };
  });
}

/** The tensor of an array. */
export function tensorOf({ shape, dtype, values }: Plain): tf.Tensor {
  return tf.tensor([...values], [...shape], dtype);
}

/** Runs an operation on the engine that is on, and judges what it gives. */
export async function judge(operation: Operation, dtype: DType): Promise<Finding> {
  const inputs = inputsOf(operation, dtype);
  tf.engine().startScope();
  try {
    const got = [await operation.run(...inputs.map(tensorOf))].flat();
    for (const tensor of got) tensor.dataSync();
    const right = [operation.right(...inputs)].flat();
    const why = right.map((array, i) => difference(got[i]!, array)).find(Boolean) ?? "";
    return { outcome: why === "" ? "right" : "fault", why };
  } catch (error) {
    const { name, message } = error as Error;
    return { outcome: isClear(message) ? "refused" : "fault", why: `${name}: ${message}` };
  } finally {
    tf.engine().endScope();
  }
}

/**
 * Errors of the library and of TensorFlow.js that name the type that came and the one that is
 * taken.
 */
const CLEAR = [
  /takes .* came/,
  /must be \w+ tensor, but got \w+ tensor/,
  /must (be|have) (`int32` or `float32`|int32 or float32)/,
  /Error in dtype: image dtype must be int32 or float32/,
  /Only supports 'int32' values in tensor, found type/,
];

/** Whether an error says which type came and which is taken. */
function isClear(message: string): boolean {
  return CLEAR.some((form) => form.test(message));
}

function difference(got: tf.Tensor, right: Plain): string {
  if (got.dtype !== right.dtype) return `gives ${got.dtype}, expected ${right.dtype}`;
  if (`${got.shape}` !== `${right.shape}`) return `shape [${got.shape}], expected [${right.shape}]`;
  const values = got.dataSync();
  const odd = right.values.findIndex((value, i) => !isNear(values[i]!, value));
  return odd < 0 ? "" : `${values[odd]} at ${odd}, expected ${right.values[odd]}`;
}

/** Within some float32 roundings, of small numbers too; whole numbers exactly. */
function isNear(got: number, right: number): boolean {
  if (Object.is(got, right) || got === right) return true;
  const [off, size] = [Math.abs(got - right), Math.abs(right)];
  return off <= 4e-6 * size || off <= (size > 1e-5 || size === 0 ? 1e-6 : 5e-9);
}

/** The findings of an engine: by operation, then by type. */
export async function walk(
  engine: EngineName,
): Promise<Map<string, Record<DType, Finding>>> {
  await start({ engine });
  const found = new Map<string, Record<DType, Finding>>();
  for (const operations of Object.values(OPERATIONS)) {
    for (const [name, operation] of Object.entries(operations)) {
      const row: Partial<Record<DType, Finding>> = {};
      for (const dtype of DTYPES) row[dtype] = await judge(operation, dtype);
      found.set(name, row as Record<DType, Finding>);
    }
  }
  return found;
}
