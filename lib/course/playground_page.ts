import { pageFile } from "./page_addresses.ts";
import { pageFrame } from "./page_frame.ts";

/** The file of the playground in the folder of a course's pages. */
export const PLAYGROUND_FILE = "playground.html";

/**
 * The page of the playground: two networks that play in the plane, and the game of two numbers. What
 * moves is put in by `live/playground.js`.
 *
 * @param names The notebooks of the course: one that is not among them is not linked to.
 */
export function playgroundPage(names: readonly string[]): string {
  return pageFrame({
    title: "Playground · Saddle",
    description: "Two networks play in the plane, step by step, and you hold the knobs.",
    place: "playground",
    head: `<link rel="stylesheet" href="assets/playground.css">
<noscript><style>.scenes, .playground section { display: none }</style></noscript>
<script src="live/playground.js" defer></script>
`,
    body: `<div class="frame index">
<main id="content" tabindex="-1" class="playground" data-fragment="settings">
<h1>Playground</h1>
<p class="lead">A generator makes points, a critic scores them, and you hold the knobs. Rates and weights count from the next step on.</p>
<noscript><p class="notice">The playground computes in this page, and needs scripts for it.</p></noscript>
<div class="switch scenes" role="group" aria-label="Scene">
<button type="button" id="show-plane" aria-pressed="true">Networks in the plane</button>
<button type="button" id="show-dirac" aria-pressed="false">Two numbers</button>
</div>
${PLANE}
${diracScene(names.includes(DIRAC) ? pageFile(DIRAC) : undefined)}
</main>
</div>`,
  });
}

const PLANE = `<section id="plane-scene" aria-label="Networks in the plane">
<div class="stage">
<div class="seen">
<canvas id="plane" role="img" aria-label="The critic's map with data and generated points"></canvas>
<div class="actions" id="plane-actions"></div>
<p class="verdict" id="plane-verdict" role="status"></p>
<div class="drawing-tools" id="plane-drawing" hidden></div>
<p class="key"><span class="dot data"></span> data <span class="dot generated"></span> generated points. The map is the critic: blue where it scores high, orange where low, with lines of equal score; its colours are scaled anew in every picture.</p>
<fieldset class="layers"><legend>Shown</legend><div id="plane-layers"></div></fieldset>
</div>
<div class="knobs">
<dl class="numbers" id="plane-numbers"></dl>
<canvas id="curve" role="img" aria-label="The distance of generated points from the data over the steps, with the floor of a perfect generator"></canvas>
<p class="key">Distance over steps: orange the run, or the middle of the seeds; grey the seeds one by one; the grey band is what a perfect generator scores.</p>
<div class="controls" id="plane-how"></div>
<div class="controls" id="plane-controls"></div>
</div>
</div>
<div id="plane-code"></div>
<p class="note" id="plane-engine"></p>
</section>`;

/** The notebook that is about the game of two numbers. */
const DIRAC = "01-dirac-gan";

const diracScene = (page: string | undefined) =>
  `<section id="dirac-scene" aria-label="Two numbers" hidden>
<p>The smallest GAN${
    page === undefined ? "" : ` (<a href="${page}">notebook 01</a>)`
  }: the data are the point 0, the generator is a point θ, and the critic is a line with slope ψ. The arrows say where both are driven. Drag the open circle to begin elsewhere, or move it with the arrow keys.</p>
<div class="stage">
<div class="seen">
<canvas id="portrait" tabindex="0" role="application" aria-label="Phase portrait; arrow keys move the start"></canvas>
<div class="actions" id="dirac-actions"></div>
<p class="numbers" id="dirac-numbers"></p>
<p class="verdict" id="dirac-verdict" role="status"></p>
</div>
<div class="knobs">
<canvas id="line" role="img" aria-label="The critic's line over the data and the generator's point"></canvas>
<p class="key"><span class="dot data"></span> the data, at 0 <span class="dot generated"></span> the generator, at θ. The line is the critic: the generator moves up on it.</p>
<div class="controls" id="dirac-controls"></div>
</div>
</div>
<div id="dirac-code"></div>
</section>`;
