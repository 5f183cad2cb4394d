/**
 * Plain arrays of numbers with a shape: what operations are computed on a second time, by loops
 * alone.
 *
 * @module
 */

/** The types of numbers that operations are tried with. */
export const DTYPES = ["float32", "int32", "bool"] as const;

/** One of {@linkcode DTYPES}. */
export type DType = typeof DTYPES[number];

/** Numbers with a shape, the last axis running fastest. */
export interface Plain {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly values: readonly number[];
}

/** A place in an array. */
export type Place = readonly number[];

/** How many numbers an array of this shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** All places of an array of this shape, in order. */
export function placesIn(shape: readonly number[]): Place[] {
  return shape.reduce<Place[]>(
    (places, length) => places.flatMap((place) => range(length).map((i) => [...place, i])),
    [[]],
  );
}

/** The array that has `value(place)` at each place. */
export function plain(
  shape: readonly number[],
  dtype: DType,
  value: (place: Place) => number,
): Plain {
  return { shape, dtype, values: placesIn(shape).map(value) };
}

/**
 * The number at a place; axes of length 1 that are not there, and those of length 1, are broadcast.
 */
export function at({ shape, values }: Plain, place: Place): number {
  const own = place.slice(place.length - shape.length);
  return values[own.reduce((sum, i, axis) => sum * shape[axis]! + (shape[axis] === 1 ? 0 : i), 0)]!;
}

/** The shape that two shapes are broadcast to. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return range(rank).map((axis) =>
    Math.max(a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1)
  );
}

/** `change` of every number. */
export function map(x: Plain, dtype: DType, change: (value: number) => number): Plain {
  return { shape: x.shape, dtype, values: x.values.map(change) };
}

/** `combine` of all lists of numbers along `axes`, which are gone afterwards. */
export function reduce(
  x: Plain,
  axes: readonly number[],
  dtype: DType,
  combine: (values: number[]) => number,
): Plain {
  const lists = new Map<string, number[]>();
  for (const place of placesIn(x.shape)) {
    const key = without(place, axes).join();
    lists.set(key, [...lists.get(key) ?? [], at(x, place)]);
  }
  return { shape: without(x.shape, axes), dtype, values: [...lists.values()].map(combine) };
}

/** The same numbers in another shape. */
export function reshaped(x: Plain, shape: readonly number[]): Plain {
  return { ...x, shape };
}

/** The whole numbers from 0 to below `n`. */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function without(list: readonly number[], axes: readonly number[]): number[] {
  return list.filter((_, axis) => !axes.includes(axis));
}

/** The sum. */
export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** The mean. */
export function mean(values: readonly number[]): number {
  return total(values) / values.length;
}

/** The type of sums and products: whole numbers where truths are added. */
export function numeric(dtype: DType): DType {
  return dtype === "bool" ? "int32" : dtype;
}
