import assert from "node:assert/strict";
import { ansiToHtml, externalRequests } from "saddle/course/mod.ts";

Deno.test("terminal colours become classes, other escapes and overwritten lines vanish", () => {
  assert.equal(
    ansiToHtml("\x1b[1;31mred\x1b[22m thin\x1b[39m plain"),
    '<span class="ansi-red ansi-bold">red</span><span class="ansi-red"> thin</span> plain',
  );
  assert.equal(ansiToHtml("\x1b[2Kclean\x1b[?25h"), "clean");
  // of 256 colours and of all, the numbers are no codes of their own
  assert.equal(
    ansiToHtml("\x1b[38;2;1;31;4mrgb \x1b[38;5;1mred\x1b[38;5;208m x\x1b[48;5;1;1m bold\x1b[0m"),
    'rgb <span class="ansi-red">red</span> x<span class="ansi-bold"> bold</span>',
  );
  assert.equal(
    ansiToHtml("\x1b]8;;https://a.b\x07link\x1b]8;;\x1b\\ \x1b]0;title\x07a\x1b(Bb"),
    "link ab",
  );
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
