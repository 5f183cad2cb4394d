import { choice, type Option } from "../../options/mod.ts";

/** Whether a net is as its system ships it, or with what is wrong there put right. */
export type As = "shipped" | "corrected";

/** An option that is {@linkcode As}. */
export const AS: Option<As> = choice(["shipped", "corrected"], "corrected");

/** The name of a net, with a word where it is as shipped. */
export function titled(name: string, as: As): string {
  return as === "shipped" ? `${name}, as shipped` : name;
}
