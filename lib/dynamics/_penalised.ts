import type { Field } from "./types.ts";

/** The field with a penalty on the critic, given by its derivative by psi. Everything else stays. */
export function penalised(
  field: Field,
  { name, title, slope }: {
    readonly name: string;
    readonly title: string;
    readonly slope: (psi: number) => number;
  },
): Field {
  return {
    ...field,
    name: `${field.name}+${name}`,
    title: `${field.title} + ${title}`,
    critic: (theta, psi) => field.critic(theta, psi) - slope(psi),
  };
}
