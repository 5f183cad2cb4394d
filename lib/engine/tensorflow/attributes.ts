import type { TFEOpAttr } from "@tensorflow/tfjs-node-gpu/dist/tfjs_binding.d.ts";
import type { Attribute } from "./graph.ts";

/** Kinds of attributes as tfjs-node numbers them. */
export const Kind = {
  string: 0,
  int: 1,
  float: 2,
  bool: 3,
  type: 4,
  shape: 5,
  resource: 6,
} as const;

/** An attribute that is a type. */
export function typeAttribute(name: string, value: number): TFEOpAttr {
  return { name, type: Kind.type, value };
}

/** An attribute of an operation as a graph takes it. */
export function graphAttribute({ name, type, value }: TFEOpAttr): Attribute {
  const list = Array.isArray(value) ? value as number[] : undefined;
  switch (type) {
    case Kind.string:
      return { string: value as string };
    case Kind.int:
      return list ? { ints: list } : { int: value as number };
    case Kind.float:
      return list ? { floats: list } : { float: value as number };
    case Kind.bool:
      return list ? { bools: list.map(Boolean) } : { bool: Boolean(value) };
    case Kind.type:
      return list ? { types: list } : { type: value as number };
    case Kind.shape:
      return { shape: list! };
    default:
      throw new TypeError(`The attribute ${name} has kind ${type}, which a graph cannot hold.`);
  }
}
