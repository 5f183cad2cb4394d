import { anyText, checkArgument } from "../options/mod.ts";
import { colours } from "./colours.ts";

/** How one method is drawn in every figure of the course. */
export interface MethodLook {
  /** The method, as the course calls it. */
  readonly name: string;
  /** Its colour, one of the eight in `colours.methods`. Relatives share one. */
  readonly colour: string;
  /**
   * Its line, as an SVG dash array: `"none"` is solid. Colour and dash together are no
   * other method's.
   */
  readonly dash: string;
}

/**
 * A method's colour and dash, the same in every figure of the course.
 *
 * There are more methods than colours that every reader can tell apart, so relatives (R1 and
 * R2, WGAN-GP and DRAGAN) share a colour and differ by the dash. Spread it into a series of
 * {@linkcode curves} or {@linkcode seedsBand}.
 *
 * @param name The method: any of the names in use, as "GAN", "minimax" or "saturating". Case,
 * blanks, hyphens and settings after a comma or in brackets do not matter: "R1 (γ = 10)" is R1.
 * @throws {RangeError} if no method has that name; lists the known ones.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { methodColour, type MethodLook, methodLook } from "saddle/figures/mod.ts";
 *
 * const [r1, r2]: MethodLook[] = [methodLook("R1, γ = 10"), methodLook("R2")];
 * assert.equal(r1!.colour, r2!.colour);
 * assert.notEqual(r1!.dash, r2!.dash);
 * assert.equal(methodColour("minimax"), methodColour("GAN"));
 * ```
 */
export function methodLook(name: string): MethodLook {
  return lookOf("methodLook", name);
}

function lookOf(owner: string, name: string): MethodLook {
  checkArgument(owner, "name", name, anyText());
  const look = LOOKS.get(spelled(name)) ?? LOOKS.get(spelled(name.replace(/[(,].*$/s, "")));
  if (look) return look;
  const known = METHODS.map(([method]) => method).join(", ");
  throw new RangeError(`${owner} takes the name of a method, one of ${known}, but "${name}" came.`);
}

/**
 * The colour of {@linkcode methodLook} alone, for marks that have no dash.
 *
 * @param name The method, by any of its names.
 * @throws {RangeError} if no method has that name; lists the known ones.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { methodColour, type MethodLook, methodLook } from "saddle/figures/mod.ts";
 *
 * const r1: MethodLook = methodLook("R1");
 * assert.equal(methodColour("R1 (γ = 0.3)"), r1.colour);
 * ```
 */
export function methodColour(name: string): string {
  return lookOf("methodColour", name).colour;
}

const [blue, vermillion, green, purple, orange, sky, black, yellow] = colours.methods as string[];
const [solid, dashed, dotted, mixed, long] = ["none", "8 5", "2 4", "10 4 2 4", "16 5"] as const;

type Method = readonly [name: string, colour: string, dash: string, aliases?: readonly string[]];

/** Methods that one chart compares have different colours as far as eight go. */
const METHODS: readonly Method[] = [
  ["GAN", vermillion!, solid, ["minimax", "saturating", "saturating GAN", "vanilla"]],
  ["unrolled", vermillion!, dashed, ["unrolled GAN"]],
  ["packed", vermillion!, dotted, ["packing", "PacGAN", "PacGAN2"]],
  ["simultaneous", green!, mixed, ["simultaneous steps"]],
  ["3 critic steps", vermillion!, long, ["5 critic steps", "more critic steps"]],
  ["NS-GAN", blue!, solid, ["non-saturating", "non-saturating GAN"]],
  ["NS-GAN BN", blue!, dashed, ["NS-GAN with batch norm"]],
  ["NS-GAN + GP", yellow!, long, ["NS-GAN with GP", "GAN-GP"]],
  ["relativistic paired", blue!, dotted, ["relativistic", "RpGAN", "RGAN"]],
  ["relativistic average", blue!, mixed, ["RaGAN"]],
  ["simple penalty", green!, solid, [
    "sGP",
    "simple GP",
    "simple gradient penalty",
    "zero-centred GP",
  ]],
  ["W-div", green!, dashed, ["WGAN-div", "Wasserstein divergence", "Wasserstein-Div"]],
  ["loss-sensitive", green!, dotted, ["loss-sensitive GAN"]],
  ["consensus", yellow!, mixed, ["consensus optimisation", "GAN + consensus"]],
  ["R1", purple!, solid, ["NS-GAN + R1", "R1 NS-GAN", "GAN + R1"]],
  ["R2", purple!, dashed, ["NS-GAN + R2", "R2 NS-GAN", "GAN + R2"]],
  ["R1 BN", purple!, mixed, ["R1 NS-GAN BN"]],
  ["R1 as shipped", purple!, long, ["R1 that was not R1"]],
  ["EBGAN", purple!, dotted, ["energy-based", "energy-based GAN"]],
  ["WGAN-GP", orange!, solid, ["gradient penalty", "GP", "two-sided GP"]],
  ["WGAN-LP", blue!, long, ["LP", "one-sided GP", "Lipschitz penalty"]],
  ["DRAGAN", orange!, dotted],
  ["WGAN-LP 1|1", orange!, mixed, ["WGAN-LP 1:1", "WGAN-GP 1|1", "WGAN-GP 1:1"]],
  ["WGAN-GP as shipped", orange!, long],
  ["WGAN clipped", sky!, solid, ["clipping", "weight clipping", "WGAN", "clipped"]],
  ["hinge", sky!, dashed, ["hinge GAN"]],
  ["instance noise", sky!, dotted, ["noise", "GAN + noise", "GAN + instance noise"]],
  ["extragradient", sky!, mixed, ["extra-gradient"]],
  ["none", black!, solid, ["no constraint", "unconstrained", "WGAN unconstrained", "Wasserstein"]],
  ["f-GAN", black!, dashed],
  ["optimistic", black!, mixed, ["optimistic Adam"]],
  ["LSGAN", yellow!, solid, ["least squares", "least-squares GAN"]],
  ["spectral norm", yellow!, dashed, ["SN", "spectral normalisation", "SN-GAN"]],
];

const spelled = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}|:+]/gu, "");

const LOOKS: ReadonlyMap<string, MethodLook> = new Map(
  METHODS.flatMap(([name, colour, dash, aliases = []]) =>
    [name, ...aliases].map((alias) => [spelled(alias), { name, colour, dash }] as const)
  ),
);
