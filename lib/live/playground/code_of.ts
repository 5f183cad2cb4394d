import { CONSTRAINTS, DATA, LOSSES, OPTIMISERS, UPDATES } from "./choices.ts";
import { ratesOf, type Settings } from "./settings.ts";

/** Settings from a step on. */
export interface Change {
  /** Steps done before. */
  readonly step: number;
  /** All settings from there on. */
  readonly settings: Settings;
}

/**
 * The code of a cell that makes the very run that the page shows, to the same bits: the same engine,
 * the same parts, and the numbers that were changed on the way at the steps where they were.
 *
 * @param changes The settings at step 0, then those after each change.
 * @param step Steps done in all; at least 1 are written.
 */
export function codeOf(changes: readonly Change[], step: number): string {
  const counted = withoutRepeats(changes, Math.max(1, step));
  const [{ settings }] = counted as [Change];
  const isPlain = counted.length === 1;
  const training = trainingCode(settings, Math.max(1, step));
  const body = isPlain
    ? `const run = await train(${training});`
    : `const session = await openTraining(${training});\n${
      legs(counted, Math.max(1, step))
    }const run = session.run();\nsession.dispose();`;
  const shown = `const { extent } = data;
const real = data.sample(stream(0, 0, "shown"), 400);
film(scatterFrames(run.snapshots, { runs: ${settings.runs}, run: 0, data: real, extent }), {
  caption: "Blue dots: data. Orange dots: generated points. The shading is the critic.",
  alt: "A film of generated points that move towards the data",
});`;
  const code = `await start({ engine: "wasm" }); // the page's engine, to the same bits

const data = ${DATA[settings.data].code(settings.drawn)};
${body}

${shown}
`;
  return `import { ${namesIn(code).join(", ")} } from "saddle";\n\n${code}`;
}

/** Changes that count: of several at one step the last, and none of the end or of nothing. */
function withoutRepeats(changes: readonly Change[], end: number): Change[] {
  const last = changes.filter(({ step }, i) => step < end && changes[i + 1]?.step !== step);
  return last.filter(({ settings }, i) =>
    i === 0 || numbers(settings) !== numbers(last[i - 1]!.settings)
  );
}

const numbers = (settings: Settings) =>
  JSON.stringify([optimisers(settings), constraints(settings)]);

function constraints({ constraint, weight }: Settings): string {
  return `[${CONSTRAINTS[constraint].code(weight)}]`;
}

function optimisers(settings: Settings): string {
  const { critic, generator } = ratesOf(settings), { code } = OPTIMISERS[settings.optimiser];
  return `{\n    generator: ${code(generator)},\n    critic: ${code(critic)},\n  }`;
}

function trainingCode(settings: Settings, steps: number): string {
  const { loss, update, criticSteps, width, layers, batch, runs, seed } = settings;
  const hidden = `[${new Array<number>(layers).fill(width).join(", ")}]`;
  return `{
  dataset: data,
  generator: mlp({ inputs: 2, hidden: ${hidden}, outputs: 2 }),
  critic: mlp({ inputs: 2, hidden: ${hidden}, outputs: 1 }),
  loss: ${LOSSES[loss].code()},
  constraints: ${constraints(settings)},
  update: ${UPDATES[update].code(criticSteps)},
  optimiser: ${optimisers(settings)},
  ...{ batch: ${batch}, steps: ${steps}, runs: ${runs}, seed: ${seed} },
}`;
}

/** The steps between changes, and the changes. */
function legs(changes: readonly Change[], end: number): string {
  return changes.map(({ settings, step }, i) => {
    const change = i === 0
      ? ""
      : `session.change({\n  constraints: ${constraints(settings)},\n  optimiser: ${
        optimisers(settings)
      },\n});\n`;
    return `${change}await session.advance(${(changes[i + 1]?.step ?? end) - step});\n`;
  }).join("");
}

/** The functions that code calls by their own names: what it has to import. */
function namesIn(code: string): string[] {
  const called = [...code.matchAll(/(?<![.\w])([a-z]\w*)\(/gi)].map(([, name]) => name!);
  return [...new Set(called)].sort();
}
