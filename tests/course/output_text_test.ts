import assert from "node:assert/strict";
import { ansiToHtml, externalRequests } from "saddle/course/mod.ts";

Deno.test("terminal colours become classes, other escapes and overwritten lines vanish", () => {
  assert.equal(
    ansiToHtml("\x1b[1;31mred\x1b[22m thin\x1b[39m plain"),
    '<span class="ansi-red ansi-bold">red</span><span class="ansi-red"> thin</span> plain',
  );
  assert.equal(ansiToHtml("\x1b[2Kclean\x1b[?25h"), "clean");
  assert.equal(ansiToHtml("1/3\r2/3\r3/3\nnext\r\n"), "3/3\nnext\n");
  assert.equal(ansiToHtml("<script>&"), "&lt;script&gt;&amp;");
});

Deno.test("requests to other hosts are found wherever a browser would make them", () => {
  const asks = [
    `<img alt="" src="http://a.b/c.png">`,
    `<script src='//a.b/c.js'></script>`,
    `<link rel="stylesheet" href="https://a.b/c.css">`,
    `<style>@import "https://a.b/c.css";</style>`,
    `<p style="background: url(https://a.b/c.png)">`,
    `<svg><image xlink:href="https://a.b/c.png"/></svg>`,
  ];
  for (const html of asks) assert.equal(externalRequests(html).length, 1, html);
  const alone = [
    `<a href="https://a.b/">`,
    `<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(#g)"/></svg>`,
    `<img src="data:image/png;base64,iVBO//8=">`,
    `<link rel="stylesheet" href="assets/course.css">`,
  ];
  for (const html of alone) assert.deepEqual(externalRequests(html), [], html);
});
