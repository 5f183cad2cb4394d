import assert from "node:assert/strict";
import katex from "katex";
import MarkdownIt from "markdown-it";
import { highlighter, markdownRenderer } from "saddle/course/mod.ts";

// What is a formula is Pandoc's and JupyterLab's rule for dollars; what is code, a link or a table is
// CommonMark's (and GitHub's for tables).

const highlight = await highlighter();
const render = (source: string) => markdownRenderer(highlight).render(source);

const ENTITIES: Record<string, string> = {
  ...{ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" },
};

/** The TeX of each formula in order, as KaTeX keeps it for screen readers; `$$` before displays. */
function formulas(html: string): string[] {
  const unescaped = (text: string) =>
    text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (name) => ENTITIES[name] ?? name);
  return [...html.matchAll(
    /(katex-display">)?<span class="katex"><span class="katex-mathml">.*?<annotation[^>]*>([^<]*)</gs,
  )].map(([, display, tex = ""]) => (display ? "$$" : "") + unescaped(tex).trim());
}

Deno.test("formulas as people write them are set, displayed where they are meant to be", () => {
  const cases: [string, string[]][] = [
    ["$x$ and $y$.", ["x", "y"]],
    ["$$x$$", ["$$x"]],
    ["so $$x = 1$$ holds", ["$$x = 1"]],
    ["$$x = 1$$, where\n\n$y$", ["$$x = 1", "y"]],
    ["$$\nx\n$$ where $y$", ["$$x", "y"]],
    ["text\n$$\nx\n\n= y\n$$\ntext", ["$$x\n\n= y"]],
    ["\\\\(x\\\\) and\n\n\\\\[\ny\n\\\\]", ["x", "$$y"]],
    ["$ \\alpha $ is a rate", ["\\alpha"]],
    ["with $ n $ samples, $ y = 2x $ and $ A $", ["n", "y = 2x", "A"]],
    ["$a $ and $ b$ and $\\alpha $ and $x_1 $", ["a", "b", "\\alpha", "x_1"]],
    ["$\\lambda=10$($n_{critic}=5$), the $i$th, $x$s, 2$x$", [
      "\\lambda=10",
      "n_{critic}=5",
      "i",
      "x",
      "x",
    ]],
    ["I have $5 and $x = 3$ apples", ["x = 3"]],
    ["<center>$$x$$</center>", ["$$x"]],
    ["$$x$$ {#eq:1}", ["$$x"]],
    ["$a\nb$ but $a\n\nb$", ["a\nb"]],
    ["> $$\n> x\n> $$\n\n* a\n  * $$y$$", ["$$x", "$$y"]],
    ["$a \\text{ if $x$ } b$", ["a \\text{ if $x$ } b"]],
    ["$a$$b$", ["a", "b"]],
    ["in $[0, 1)$ and $(0, 1]$ (half open)", ["[0, 1)", "(0, 1]"]],
    ["$x<y$ and $y>z$, $a <b> c$", ["x<y", "y>z", "a <b> c"]],
    ["*$x$* and **$y_1 * y_2*$**", ["x", "y_1 * y_2*"]],
    ["[the $x$](a.html)", ["x"]],
    ["# On $x$", ["x"]],
  ];
  for (const [source, expected] of cases) {
    assert.deepEqual(formulas(render(source)), expected, source);
  }
});

Deno.test("signs that belong to a formula stand in one span with it, so that no line parts them", () => {
  const formula = render("$x$").slice("<p>".length, -"</p>\n".length);
  const joined = (source: string) => {
    const html = render(source).trim().replaceAll(formula, "F");
    return html.replaceAll(/<span class="joined">(.*?)<\/span>/g, "{$1}");
  };
  assert.equal(joined("of $x$, and"), "<p>of {F,} and</p>");
  assert.equal(joined("(with $x$)."), "<p>(with {F).}</p>");
  assert.equal(joined("($x$ is it)"), "<p>{(F} is it)</p>");
  assert.equal(joined("the $x$-th"), "<p>the {F-}th</p>");
  assert.equal(joined('"$x$"$x$'), "<p>{&quot;F&quot;}F</p>");
  assert.equal(joined("so $x$ is it < 3"), "<p>so F is it &lt; 3</p>");
});

Deno.test("environments are set wherever they stand: with dollars, in lists, quotes, a text", () => {
  const align = "\\begin{align}\na &= b \\\\\n- c &= d\n\\end{align}";
  const indented = align.replaceAll("\n", "\n  "), quoted = align.replaceAll("\n", "\n> ");
  for (
    const source of [
      align,
      `$$\n${align}\n$$`,
      `$$${align}$$`,
      `text\n${align}\ntext`,
      `text\n${align}, where`,
      `- item\n  ${indented}\n- next`,
      `1. item\n\n   ${align.replaceAll("\n", "\n   ")}`,
      `> ${quoted}`,
      `so ${align.replaceAll("\n", " ")} holds`,
    ]
  ) {
    const [formula = "", ...rest] = formulas(render(source));
    assert.equal(formula.replace(/\s+/g, ""), `$$${align}`.replace(/\s+/g, ""), source);
    assert.deepEqual(rest, [], source);
  }
  assert.deepEqual(
    formulas(render("\\begin{equation*}x\\end{equation*}")),
    ["$$\\begin{equation*}x\\end{equation*}"],
  );
  assert.match(render(`- item\n  ${indented}\n- next`), /<\/div>\n<\/li>\n<li>next/);
});

Deno.test("what is no formula stays as Markdown has it: prices, code, addresses, tags", () => {
  const plain = new MarkdownIt({ html: true });
  for (
    const source of [
      "costs $5 with `$HOME/run.sh` and $10",
      "costs $5 with `a` and 6$ x",
      "$5 or $6 and $7,000.50",
      "5$ to 6$",
      "5 $ or 6 $ each",
      "`$` and `$y$` and ``$`$``",
      "cost \\$5 or \\$6",
      "costs 5 $ x $ y",
      "it costs 5 $ = 4 € or 3 $ = 2 €",
      "US$5 and US$6, $5/month or $50/year, between $5M and $10M",
      "I have $5 = a lot, US $ x and $ y",
      "$x$1 and $HOME and $PATH",
      "[costs $5](a$b) and more",
      "<b>$5</b> and 6$ x",
      "see <http://a/$b> $c <http://x> d$",
      "$$",
      "$$\nunclosed",
      "a $$ b",
      "`\\begin{align}` and `\\end{align}`",
      "\\begin{align} that never ends",
      "    \\begin{align}\n    a\n    \\end{align}",
      "(c) WGAN-GP (tm) ... -- \"quoted\" 'so' +-",
    ]
  ) {
    assert.equal(render(source), plain.render(source), source);
  }
  const fence = (language: string) =>
    `\`\`\`${language}\n$$\n\\begin{align}\na\n\\end{align}\n$$\n\`\`\``;
  assert.match(
    render(fence("tex")),
    /<code>\$\$\n\\begin\{align\}\na\n\\end\{align\}\n\$\$<\/code>/,
  );
  assert.deepEqual(formulas(render("$$\nnever closed\n\n# Title\n\n$x$")), ["x"]);
});

Deno.test("a row of a table is not parted inside a formula, and two prices are none", () => {
  const cells = (...rows: string[]) =>
    [...render(["| a | b |", "|---|---|", ...rows].join("\n")).matchAll(/<td>(.*?)<\/td>/g)].map(
      ([, html = ""]) => formulas(html)[0] ?? html,
    );
  assert.deepEqual(cells("| $|x|$ | 1 |"), ["|x|", "1"]);
  assert.deepEqual(cells("$|x|$ | $|y|$"), ["|x|", "|y|"]);
  // As in JupyterLab: a norm
  assert.deepEqual(cells("| $\\|x\\|$ | $p(x|y)$ |"), ["\\|x\\|", "p(x|y)"]);
  assert.deepEqual(cells("| $5 | $6 |", "| ($) | ($) |"), ["$5", "$6", "($)", "($)"]);
  assert.deepEqual(cells("| a \\| b | `c \\| d` |"), ["a | b", "<code>c | d</code>"]);
  assert.deepEqual(cells("| \\\\(|x|\\\\) | 1 |"), ["|x|", "1"]);
  const header = render("| $|x|$ | $D_\\psi$ |\n|---|---|\n| 1 | 2 |");
  assert.deepEqual(formulas(header), ["|x|", "D_\\psi"]);
  assert.match(render("| Price ($) | Cost ($) |\n|---|---|\n"), /<th>Cost \(\$\)<\/th>/);
});

Deno.test("in blocks of HTML the text has formulas, and nothing else is touched", () => {
  const html = `<table>
<!-- $c$ --><tr title="$t$"><td>$a &lt; b$<td>$5</td><td>$6</td><td><code>$x$</code> \\\\(y\\\\)<br/>$$z$$</tr>
</table>`;
  const set = render(html);
  assert.deepEqual(formulas(set), ["a < b", "y", "$$z"]);
  const rest = set.replace(
    /(?:<span class="katex-display">)?<span class="katex">.*?(?=<td>\$5|<br\/>|<\/tr>)/g,
    "_",
  );
  assert.equal(
    rest,
    html.replace("$a &lt; b$", "_").replace("\\\\(y\\\\)", "_").replace("$$z$$", "_"),
  );
  const plain = "<div>\n<script>`$a$ ${b}`</script><pre>$x$</pre><p>no &amp; $5</div>";
  assert.equal(render(plain), plain);
});

Deno.test("commands that a formula defines serve those after it on the page, and may change", () => {
  const page = markdownRenderer(highlight);
  page.render("$\\newcommand{\\E}{\\mathbb{E}}$ $$\\def\\half{\\tfrac12}$$");
  assert.match(page.render("# On $\\E x$\n\n$\\half$"), /mathbb">E</);
  page.render("$\\newcommand{\\E}{\\mathbf{E}} \\E$");
  assert.match(page.render("$\\E$"), /mathbf">E</);
  page.render("$\\newcommand{\\R}{\\mathbb{R}}$ $\\newcommand\\pair[2]{(#1, #2)}$");
  assert.match(page.render("$\\R \\pair{a}{b}$"), /mathbb">R</);
  page.render("$\\newcommand{\\norm}[2][p]{\\|#2\\|_{#1}} \\newcommand{\\half} [1] {#1/2}$");
  const annotation = /<annotation.*?<\/annotation>/s;
  for (
    const [tex, plain] of [
      ["$\\norm{x} = \\norm[2]{y}$", "$\\|x\\|_{p} = \\|y\\|_{2}$"],
      ["$\\half{z}$", "$z/2$"],
    ] as const
  ) {
    assert.equal(page.render(tex).replace(annotation, ""), render(plain).replace(annotation, ""));
  }
  page.render("$\\DeclareMathOperator{\\tr}{tr} \\DeclareMathOperator*{\\am}{arg\\,min}$");
  assert.match(page.render("$\\tr A, \\am_x f$"), /mathrm">tr</);
  assert.throws(() => markdownRenderer(highlight).render("$\\tr A$"), /\\tr/, "another page");
});

Deno.test("labels, letters of any script and comments are set without complaint", () => {
  const warned: unknown[] = [], warn = console.warn;
  console.warn = (...words) => warned.push(words);
  try {
    for (
      const tex of [
        "x_\\text{é}",
        "x_ж + δ_数",
        "\\text{Größe} = 数",
        "x % a note",
        "x % a note\n+ y",
        "\\label{eq:loss} x",
        "x \\text{ by } \\eqref{eq:loss_1} \\text{ and } \\ref{b}",
      ]
    ) {
      assert.equal(formulas(render(`$$\n${tex}\n$$`)).length, 1, tex);
    }
    assert.equal(
      formulas(
        render("$$\n\\begin{align}\na \\label{eq:a} \\\\\nb \\label{eq:b}\n\\end{align}\n$$"),
      )
        .length,
      1,
    );
  } finally {
    console.warn = warn;
  }
  assert.deepEqual(warned, []);
  // Set as KaTeX sets the formula without its label
  const html = katex.renderToString("x + y", { displayMode: true });
  assert(html.includes(render("$$x + y \\label{a}$$").match(/katex-html.*?<\/span>x/)?.[0] ?? "-"));
});

Deno.test("references outside of dollars are set as inside, as MathJax's processRefs takes them", () => {
  const label = (tex: string) => render(`$${tex}$`);
  for (const tex of ["\\eqref{eq:1}", "\\ref{a}"]) {
    assert.equal(render(tex), label(tex));
    assert.deepEqual(formulas(render(`By ${tex}, and *${tex}*.\n\n- ${tex}`)), [tex, tex, tex]);
    assert.deepEqual(formulas(render(`a \\${tex} \`${tex}\``)), [], "escaped or code");
  }
  assert.deepEqual(formulas(render("<p>by \\ref{a}</p>")), ["\\ref{a}"]);
  assert.deepEqual(formulas(render("\\ref{} \\ref \\reference{a} \\ref{a b")), []);
});

Deno.test("a formula with a brace too few is told of, and not taken for text", () => {
  for (const source of ["$\\frac{$ of two", "$$x_{1$$", "$$\n\\sqrt{x\n$$"]) {
    assert.throws(() => render(source), /KaTeX cannot set/, source);
  }
});

Deno.test("a formula may hold a link to a page, and nothing else of HTML", () => {
  const linked = render("$\\href{https://a.b/c}{x}$ $\\url{https://a.b}$ $\\href{#d}{y}$");
  const links = [...linked.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href);
  assert.deepEqual(links, ["https://a.b/c", "https://a.b", "#d"]);
  for (
    const tex of [
      "\\href{javascript:alert(1)}{x}",
      "\\href{data:text/html,x}{x}",
      "\\includegraphics{https://a.b/c.png}",
      "\\htmlClass{a}{x}",
      "\\htmlId{a}{x}",
      "\\htmlStyle{color:red}{x}",
      "\\htmlData{a=b}{x}",
    ]
  ) {
    assert.throws(() => render(`$${tex}$`), /is none of a page's formulas/, tex);
  }
});

// formulas of courses that many know (d2l, fastai, PyTorch's and TensorFlow's GAN tutorials)
Deno.test("formulas of other courses are set", () => {
  const everyday = [
    "\\min_D \\max_G \\{ E_{x \\sim \\textrm{Data}} \\log D(\\mathbf x) + E_{z} \\log(1 - D(G(\\mathbf z))) \\}.",
    "\\underset{D}{\\operatorname{argmin}} \\ -y \\log D(\\mathbf x)",
    "\\hat{\\mathbf{y}} = \\mathrm{softmax}(\\mathbf{o})\\quad \\text{where}\\quad \\hat{y}_i = \\frac{\\exp(o_i)}{\\sum_j \\exp(o_j)}",
    "P(y \\mid \\mathbf{x}) \\stackrel{\\textrm{def}}{=} 1 \\overset{!}{=} 2",
    "D_{\\text{KL}}(P\\|Q) \\parallel \\mathcal{L}_{\\text{G}} \\mathbb{E}_{x\\sim p_{\\text{data}}}[\\log D(x)]",
    "1\\!\\!1_{x>0} \\mathbb{1} \\mathbf{1}\\{x\\} \\bm{x} \\boldsymbol\\theta \\pmb{x}",
    "\\argmin_\\theta \\operatorname*{arg\\,min}_\\theta \\left\\lVert x \\right\\rVert_2",
    "\\textcolor{red}{x} \\color{blue}{x} \\colorbox{yellow}{$x$} \\boxed{x} \\cancel{x}",
    "x = y \\tag{1}",
    "x \\notag",
    "\\begin{aligned} a & = b, \\\\ c & = d.\\\\ \\end{aligned}",
    "\\begin{align}\\label{eq1} a &= b \\tag{1}\\\\ c &= d \\nonumber \\end{align}",
    "\\left[\\begin{array}{cc|c}1&2&3\\end{array}\\right] \\begin{bmatrix}1&0\\\\[2pt]0&1\\end{bmatrix}",
    "\\underbrace{a+b}_{\\text{sum}} \\xrightarrow{f} \\perp\\!\\!\\!\\perp \\coloneqq \\triangleq",
    "\\left. \\frac{d}{dx} \\right|_{x=0} \\left(a \\middle| b\\right) {n \\choose k} {a \\over b}",
    "\\rm{d}x + {\\bf x} + {\\cal L} + {\\it x} + \\Bbb R + \\frak g",
    "90^\\circ, 25\\,^{\\circ}\\mathrm{C}, 5\\,\\mu\\text{m}, 50\\%, \\$5",
    "𝔼[x], ℝ^n, ∇f, ∂x, x², x₁, ‖x‖",
    "\\llbracket x \\rrbracket \\lfloor x \\rfloor x^\\intercal x^{\\mathsf T} \\nexists \\not=",
    "\\substack{a\\\\b} \\mathclap{x} \\sum\\nolimits_i \\mathop{\\mathbb{E}}\\limits_{x}",
    "\\texttt{code_x} + \\text{a_b} + \\verb|x| + \\hbox{if} + \\raisebox{2pt}{x}",
  ];
  for (const tex of everyday) assert.equal(formulas(render(`$$${tex}$$`)).length, 1, tex);
});

Deno.test("what describes a picture keeps its formulas as TeX", () => {
  const html = render("![The critic $D_\\psi$ and $$x$$](a.png) [![$y$](b.png)](c.html)");
  const alts = [...html.matchAll(/alt="([^"]*)"/g)].map(([, alt]) => alt);
  assert.deepEqual(alts, ["The critic D_\\psi and x", "y"]);
});

Deno.test("a formula that does not end is told of where one is asked to", () => {
  const told: string[] = [];
  const tell = (source: string) =>
    markdownRenderer(highlight).render(source, { onUnended: (begin) => told.push(begin) });
  tell("$$\nx\n\n\\begin{align}\na &= b\n\\end{aling}");
  assert.deepEqual(told, ["$$", "\\begin{align}"]);
  tell("`$$` and `\\begin{a}` $$x$$ \\begin{align}x\\end{align}\n\n    $$\n");
  assert.equal(told.length, 2);
  // in HTML, `<y$` begins a tag
  tell("<p>$x<y$</p>\n\n<p>$x < y$ and $z$</p>");
  assert.deepEqual(told.slice(2), ["$x<y$"]);
});

Deno.test("what JupyterLab knows beside KaTeX looks like what both know", () => {
  const html = (tex: string) => render(`$$${tex}$$`).replace(/<annotation.*?<\/annotation>/s, "");
  const alike: [string, string][] = [
    [
      "\\begin{eqnarray}a &=& b \\\\ c &\\le& d\\end{eqnarray}",
      "\\begin{align}a &= b \\\\ c &\\le d\\end{align}",
    ],
    ["\\begin{multline*}a\\\\b\\end{multline*}", "\\begin{gather*}a\\\\b\\end{gather*}"],
    ["\\begin{flalign}a&=b\\end{flalign}", "\\begin{align}a&=b\\end{align}"],
    ["\\require{cancel}\\cancel{x}", "\\cancel{x}"],
    ["x \\mbox{ if } y", "x \\text{ if } y"],
    ["\\cssId{a}{x} + \\class{b}{y}", "x + y"],
    ["x\\vspace{1cm} + y", "x + y"],
    ["\\cases{a & b \\cr c & d}", "\\begin{cases}a & b \\cr c & d\\end{cases}"],
    ["\\pmatrix{a & b \\cr c & d}", "\\begin{pmatrix}a & b \\cr c & d\\end{pmatrix}"],
    ["\\matrix{a \\\\ b}", "\\begin{matrix}a \\\\ b\\end{matrix}"],
    ["\\eqalign{a &= b}", "\\begin{aligned}a &= b\\end{aligned}"],
    ["\\displaylines{a \\\\ b}", "\\begin{gathered}a \\\\ b\\end{gathered}"],
    ["\\root 3 \\of x", "\\sqrt[3]x"],
    ["\\unicode{x2713}", "\\text{✓}"],
    ["\\style{color:red}{x}", "x"],
    ["\\bbox[red]{y} + \\bbox{z}", "{y} + {z}"],
    ["L_\\text{real_data & #1}", "L_\\text{real\\_data \\& \\#1}"],
    ["\\text{a\\_b}\\mbox{c_d}", "\\text{a\\_b}\\text{c\\_d}"],
    ["\\rule{9999em}{1em}", "\\rule{100em}{1em}"],
    ["a \\buildrel \\text{def} \\over = b", "a \\overset{\\text{def}}{=} b"],
    ["\\mit x", "\\mathnormal{x}"],
  ];
  for (const [tex, known] of alike) assert.equal(html(tex), html(known), tex);
});

Deno.test("no text takes long: what looks like a formula again and again", () => {
  const start = performance.now();
  render("$a ".repeat(5000) + "${".repeat(1000) + "\\begin{a} ".repeat(2000) + "$`".repeat(2000));
  render("# Same\n\n".repeat(3000));
  assert(performance.now() - start < 5000, "a page of 30 kB is read in seconds on any machine");
});

Deno.test("whatever is typed, nothing but KaTeX complains, and Markdown without formulas is Markdown", () => {
  const parts = [
    ...[
      "$",
      "$$",
      "\\\\(",
      "\\\\)",
      "\\\\[",
      "\\\\]",
      "\\begin{align}",
      "\\end{align}",
      "\\begin{a}",
    ],
    ...[
      "a",
      "x_1",
      " ",
      "  ",
      "    ",
      "\n",
      "\n\n",
      "|",
      "\n|---|---|\n",
      "`",
      "``",
      "\n```\n",
      "{",
      "}",
    ],
    ...[
      "[",
      "](u)",
      "<b>",
      "</b>",
      "<a href='$'>",
      "\\",
      "\\$",
      "*",
      "_",
      "- ",
      "> ",
      "# ",
      "5",
      "&lt;",
    ],
    ...["<div>", "</div>", "<h2>", "</h2>", "<!--", "-->", "<http://a.b/$>", "é", "\t", "1. "],
  ];
  const plain = new MarkdownIt({ html: true });
  let state = 1, mathless = 0;
  // Park and Miller's generator
  const below = (n: number) => (state = state * 48271 % 2147483647) % n;
  for (let round = 0; round < 4000; round++) {
    const source = Array.from({ length: 1 + below(14) }, () => parts[below(parts.length)]).join("");
    let html: string;
    try {
      html = render(source);
    } catch (error) {
      assert.match((error as Error).message, /^KaTeX cannot set/, JSON.stringify(source));
      continue;
    }
    if (/katex|<h|<pre|<div/.test(html) || /\|.*\n.*-/.test(source)) continue;
    mathless++;
    assert.equal(html, plain.render(source), JSON.stringify(source));
  }
  assert(mathless > 1000, `${mathless} texts without formulas`);
});
