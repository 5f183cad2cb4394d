import type { Cell, MimeBundle, Notebook, Output } from "saddle/course/mod.ts";
import { code, text } from "./make_notebook.ts";

/** What an attack runs where it succeeds. */
export const FIRE = "window.fired=1";

/** HTML that runs {@linkcode FIRE} by itself in a page without rules. */
export const ACTING: readonly string[] = [
  `<img src=x onerror=${FIRE}>`,
  `<IMG SRC=x OnError=${FIRE}>`,
  `<svg/onload=${FIRE}>`,
  `<svg><animate onbegin=${FIRE} attributeName=x dur=1s></svg>`,
  `<svg><script>${FIRE}</script></svg>`,
  `<script>${FIRE}</script>`,
  `<script type=module>${FIRE}</script>`,
  `<script src="data:text/javascript,${FIRE}"></script>`,
  `<details open ontoggle=${FIRE}>a</details>`,
  `<input autofocus onfocus=${FIRE}>`,
  `<iframe srcdoc="<script>parent.fired=1</script>"></iframe>`,
  `<iframe src="javascript:parent.fired=1"></iframe>`,
  `<object data="data:text/html,<script>parent.fired=1</script>"></object>`,
  `<embed src="javascript:${FIRE}">`,
  `<style>@keyframes x{}</style><b style="animation:x 1ms" onanimationstart=${FIRE}>a</b>`,
  `<video src=x onerror=${FIRE}></video>`,
  `<template><img src=x onerror=${FIRE}></template><img src=x onerror=${FIRE}>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${FIRE}></style></table></mtext></math>`,
  `<noscript><p title="</noscript><img src=x onerror=${FIRE}>"></noscript>`,
  // Where browsers end a comment, and what is one to them
  `<!-- a --!><img src=x onerror=${FIRE}> -->`,
  `<!---><img src=x onerror=${FIRE}>-->`,
  `<![CDATA[><img src=x onerror=${FIRE}>]]>`,
  `<?xml ><img src=x onerror=${FIRE}> ?>`,
  `<select><div><img src=x onerror=${FIRE}></div></select>`,
  `<div><template shadowrootmode=open><img src=x onerror=${FIRE}></template></div>`,
];

/** HTML that asks the host `evil.test` by itself. */
export const ASKING: readonly string[] = [
  `<img src="https://evil.test/1">`,
  `<img src=//evil.test/2>`,
  `<img src="&#104;ttps://evil.test/3">`,
  `<img src="ht\ntps://evil.test/4">`,
  `<img src="\\\\evil.test\\5">`,
  `<img src="/\\evil.test/6">`,
  `<img src=HTTPS:evil.test/7>`,
  `<img srcset="a.png 1x, //evil.test/8 2x">`,
  `<picture><source srcset=https://evil.test/9><img></picture>`,
  `<table background=//evil.test/10><tr><td>a</table>`,
  `<p style="background:url(//evil.test/11)">a</p>`,
  `<p style="background:\\75rl(//evil.test/12)">a</p>`,
  `<style>@import'//evil.test/13';</style>`,
  `<style>p{background:image-set("https://evil.test/14" 1x)}</style><p>a</p>`,
  `<style>p{background:u/**/rl(a);list-style:url(/**/"//evil.test/15")}</style><p>a</p>`,
  `<svg><image href="//evil.test/16"/></svg>`,
  `<svg><use xlink:href="//evil.test/17#a"/></svg>`,
  `<svg><filter><feImage href="//evil.test/18"/></filter></svg>`,
  `<svg><rect width=9 height=9 fill="url(//evil.test/19#a)"/></svg>`,
  `<svg><image href="a"><set attributeName=href to=//evil.test/20 /></image></svg>`,
  `<video poster=//evil.test/21></video>`,
  `<audio src=//evil.test/22></audio>`,
  `<link rel=stylesheet href=//evil.test/23>`,
  `<link rel=preload as=image href=//evil.test/24>`,
  `<script src=//evil.test/25></script>`,
  `<input type=image src=//evil.test/26>`,
  `<iframe src=//evil.test/27></iframe>`,
  `<object data=//evil.test/28></object>`,
  `<base href=//evil.test/29/><img src=a.png>`,
  `<link rel=icon href=//evil.test/30>`,
  `<style>@font-face{font-family:e;src:url(//evil.test/31)}p{font-family:e}</style><p>a</p>`,
  `<style>a::before{content:"/*"}p{background:url(//evil.test/32)}b::before{content:"*/"}</style><p>a</p>`,
  `<p style="--a:'/*';background:url(//evil.test/33);--b:'*/'">a</p>`,
  `<style>p{content:"/*\n}p{background:url(//evil.test/34)}/* */</style><p>a</p>`,
  `<style>p{--a:"//evil.test/35";background:image-set(var(--a) 1x)}</style><p>a</p>`,
  `<style>p{background:url(a/*b),url(//evil.test/36)}/* */</style><p>a</p>`,
  `<svg><rect width=9 height=9 fill="u\\72l(//evil.test/37#a)"/></svg>`,
  `<link rel=stylesheet href="data:text/css,@import '//evil.test/38'">`,
  // Beside a page that came by https: this is another host
  `<img src=http:evil.test/39>`,
  `<img src="///evil.test/44">`,
  `<img src="/\t/evil.test/45">`,
  `<img src="\n/\\/evil.test/46">`,
  `<p style="background:url(///evil.test/47)">a</p>`,
  `<svg><image href="////evil.test/48"/></svg>`,
  `<img src="https:///evil.test/49">`,
];

/** What leads a page on to another one by itself, which no rule of browsers keeps it from. */
export const LEADING: readonly string[] = [
  `<meta http-equiv=refresh content="0;url=//evil.test/40">`,
  `<meta http-equiv=Refresh content="0; URL='https://evil.test/41'">`,
];

/** HTML that does nothing by itself, and that the site's own scripts or pages would be led by. */
export const MISLEADING: readonly string[] = [
  `<img name=querySelector><img name=querySelectorAll>`,
  `<script type="application/json" class="saddle-film-data">{</script>`,
  `<script type="application/json" class="a saddle-film-data">{"id":"e","frames":["https://evil.test/51"],"labels":["a"],"alt":"","width":9,"labelWidth":1,"milliseconds":9}</script>`,
  `<script type="application/json" class="saddle-film-data">{"id":"e","frames":["data:image/png,"],"labels":["a"],"alt":"","width":"9;background:url(https://evil.test/52)","labelWidth":1,"milliseconds":9}</script>`,
];

/** Headings that would break out of the table of contents. */
export const HEADINGS: readonly string[] = [
  `<h2 id='"><meta http-equiv=refresh content="0;url=//evil.test/53"><a id="'>T</h2>`,
  `<div>\n<h3 id='"><img src=x onerror=${FIRE}><a id="'>T</h3></div>`,
  `<h2 id="50%">T</h2>`,
  `<h2 id="\ud800">T</h2>`,
  `## <div id=x>a</div> b`,
  `## <svg id=x><g>a</g></svg> b`,
];

/** HTML that would swallow, or leave, the part of the page that it stands in. */
export const UNCLOSED: readonly string[] = [
  ...["<!--", "<div", "<div>", "<textarea>", "<style>", "<title>", "<script>", "<plaintext>"],
  ...["</div></div>", "</section></main>", "<select>", "<a href='"],
];

/** A cell that has displayed this. */
export function displayed(data: MimeBundle): Cell {
  return withOutputs({ output_type: "display_data", data, metadata: {} });
}

function withOutputs(...outputs: Output[]): Cell {
  return { ...code("1;"), outputs } as Cell;
}

const IMAGE = ACTING[0]!;

/** Notebooks that attack by every text that a page takes from them, by their names. */
export function hostileNotebooks(): Record<string, Notebook> {
  const cells = [
    text(`# ${IMAGE}\n\n${IMAGE}\n\n## ${IMAGE}\n\n[a](javascript:${FIRE})`),
    text(`## A picture\n\n![a](attachment:a.png) ![${IMAGE}](attachment:b.png)`),
    displayed({ "image/png": `x" onerror="${FIRE}` }),
    displayed({ "image/png": "iVBO", "text/plain": `" onerror="${FIRE}` }),
    displayed({ "image/svg+xml": `<svg onload="${FIRE}"></svg>` }),
    displayed({ "text/markdown": IMAGE }),
    displayed({ "text/latex": `$\\href{javascript:${FIRE}}{a}$` }),
    displayed({ "application/json": { a: IMAGE } }),
    withOutputs(
      { output_type: "stream", name: "stdout", text: IMAGE },
      { output_type: "error", ename: IMAGE, evalue: IMAGE, traceback: [`\x1b[31m${IMAGE}`] },
    ),
    ...HEADINGS.map(text),
    ...[...ACTING, ...ASKING, ...LEADING, ...UNCLOSED, ...MISLEADING].flatMap((html) => [
      displayed({ "text/html": html }),
      text(html),
    ]),
  ];
  const attachments = {
    "a.png": { [`image/png" onerror="${FIRE}`]: "iVBO" },
    "b.png": { "image/png": `x" onerror="${FIRE}` },
  };
  Object.assign(cells[1]!, { attachments });
  const saddle_run = {
    beside: IMAGE,
    stopped: { cell: IMAGE, message: IMAGE },
    problems: [{ cell: IMAGE, message: IMAGE }, { message: IMAGE }],
  };
  const metadata = { saddle: { duration: IMAGE }, saddle_run };
  const notebook: Notebook = { nbformat: 4, nbformat_minor: 4, metadata, cells };
  return { "00-hostile": notebook, [IMAGE]: notebook, [`"'&#x22;`]: notebook };
}
