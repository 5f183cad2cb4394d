import { checkArgument, finite, type Option, own, pair, part } from "../options/mod.ts";
import type { Complex, Matrix, State, VectorField } from "./types.ts";

/** An argument that is a game. The losses of a training have functions of both players too. */
const aGame: Option<VectorField> = part("a game such as wasserstein()", [
  "title",
  "generator",
  "critic",
]);

/** Refuses what is no game, before anything is made of it. */
export function checkGame(owner: string, field: VectorField): void {
  checkArgument(owner, "field", field, aGame);
}

const aState: Option<State> = { ...pair(), fits: "a state [theta, psi], two finite numbers" };

/** Refuses what is no state. */
export function checkState(owner: string, name: string, state: State): void {
  checkArgument(owner, name, state, aState);
}

const isRow = pair().is;

/** An argument that is a matrix. What overflowed may be looked at too. */
export const aMatrix: Option<Matrix> = own<Matrix>({
  fits: "a matrix of two rows, two numbers each",
  is: (value) => Array.isArray(value) && value.length === 2 && value.every(isRow),
});

/** An argument that is a complex number. */
export const aComplex: Option<Complex> = own<Complex>({
  fits: "a complex number { re, im }",
  is: (value) => {
    const { re, im } = Object(value);
    return typeof re === "number" && typeof im === "number";
  },
  allows: ({ re, im }) => finite().allows(re) && finite().allows(im),
});
