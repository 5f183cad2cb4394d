import { shown } from "../checks/shown.ts";

/** Refuses what is not a finite number. */
export function checkFinite(name: string, value: number): void {
  if (Number.isFinite(value)) return;
  throw new RangeError(`${name} is a finite number, but ${shown(value)} came.`);
}

/** Refuses what is not a positive, finite number. */
export function checkPositive(name: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new RangeError(`${name} is a positive, finite number, but ${shown(value)} came.`);
}

/** Refuses what is negative or not a finite number. */
export function checkNotNegative(name: string, value: number): void {
  if (Number.isFinite(value) && value >= 0) return;
  throw new RangeError(`${name} is a finite number of at least 0, but ${shown(value)} came.`);
}

/** Refuses what is neither `true` nor `false`: `"no"` would count as true. */
export function checkFlag(name: string, value: boolean): void {
  if (typeof value === "boolean") return;
  throw new RangeError(`${name} is true or false, but ${shown(value)} came.`);
}
