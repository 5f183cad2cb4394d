import assert from "node:assert/strict";
import { highlighter, markdownRenderer } from "saddle/course/mod.ts";

const highlight = await highlighter();
const render = (source: string) => markdownRenderer(highlight).render(source);

Deno.test("formulas are set when pages are built, and Markdown leaves them alone", () => {
  const html = render("Both $a_1 * b_1*$ and\n\n$$\nx_1 \\\\\n y_2\n$$\n\ncost \\$5 or \\$6.");
  assert.equal(html.match(/class="katex"/g)?.length, 2);
  assert(!html.includes("<em>"));
  assert(html.includes("cost $5 or $6"), "an escaped dollar is a dollar");
});

Deno.test("a bare LaTeX environment is a formula, as in JupyterLab", () => {
  const html = render("\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}");
  assert(html.includes("katex-display"), html);
});

Deno.test("a formula that KaTeX cannot read is an error that shows it", () => {
  assert.throws(() => render("$\\frac{1}$"), /KaTeX cannot set \$\\frac\{1\}\$/);
});

Deno.test("headings get anchors that differ, and the contents see them", () => {
  const markdown = markdownRenderer(highlight);
  const html = markdown.render(
    "# A *title*\n\n## The game of $D_\\psi$\n\n## The game of $D_\\psi$",
  );
  assert.deepEqual(markdown.headings.map(({ level, id, text }) => [level, id, text]), [
    [1, "a-title", "A title"],
    [2, "the-game-of-d_psi".replace("_", ""), "The game of D_\\psi"],
    [2, "the-game-of-dpsi-2", "The game of D_\\psi"],
  ]);
  assert(html.includes('<h2 id="the-game-of-dpsi-2">'));
  assert(markdown.headings[1]?.html.includes("katex"));
});

Deno.test("code in text is coloured for light and dark, and unknown languages stay plain", () => {
  assert.match(render("```ts\nconst a = 1;\n```"), /--shiki-light:.*--shiki-dark:/);
  assert.match(
    render("```brainfuck\n<+\n```"),
    /<pre class="plain" tabindex="0"><code>&lt;\+<\/code>/,
  );
});

Deno.test("Markdown inside a solution is rendered", () => {
  assert.match(
    render("<details><summary>Solution</summary>\n\n**yes** $x$\n\n</details>"),
    /<strong>yes<\/strong>.*katex/,
  );
});
