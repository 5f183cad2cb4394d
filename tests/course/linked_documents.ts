/**
 * Files beside the notebooks that act when a reader opens them, and some that look alike.
 *
 * @module
 */

const FIRE = "globalThis.fired = true";
const SVG = 'xmlns="http://www.w3.org/2000/svg"';
const XHTML = "http://www.w3.org/1999/xhtml";

/** A text in UTF-16, of which who reads UTF-8 sees no tag. */
function utf16(text: string): Uint8Array {
  return new Uint8Array(Uint16Array.from([...`\uFEFF${text}`], (one) => one.charCodeAt(0)).buffer);
}

/** What a browser runs, or asks another host for, by the name of the file. */
export const ACTING_FILES: Readonly<Record<string, string | Uint8Array>> = {
  "a.html": `<!doctype html><title>a</title><script>${FIRE}</script>`,
  "b.HTM": `<img src=x onerror="${FIRE}">`,
  "c.xhtml": `<html xmlns="${XHTML}"><body><script>${FIRE}</script></body></html>`,
  "d.xht": `<html xmlns="${XHTML}"><body onload="${FIRE}"/></html>`,
  "e.shtml": `<svg onload="${FIRE}">`,
  "f.xml": `<r><s:script xmlns:s="${XHTML}">${FIRE}</s:script></r>`,
  "g.xml": `<?xml-stylesheet type="text/xsl" href="i.xsl"?><r/>`,
  "h.rdf": `<x xmlns="${XHTML}"><script>${FIRE}</script></x>`,
  "i.xsl":
    `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html><script>${FIRE}</script></html></xsl:template></xsl:stylesheet>`,
  "j.mhtml": `MIME-Version: 1.0\nContent-Type: text/html\n\n<script>${FIRE}</script>`,
  "k.svg": `<svg ${SVG}><script>${FIRE}</script></svg>`,
  "l.svg": `<svg ${SVG} onload="${FIRE}"/>`,
  "m.SVG": `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>${FIRE}</s:script></s:svg>`,
  // where HTML would see a text only
  "n.svg": `<svg ${SVG}><desc><textarea><script>${FIRE}</script></textarea></desc></svg>`,
  "o.svg":
    `<!DOCTYPE svg [<!ENTITY x "<script xmlns='http://www.w3.org/2000/svg'>${FIRE}</script>">]><svg ${SVG}>&x;</svg>`,
  "p.svg": `<svg ${SVG}><image href="https://evil.test/a.png"/></svg>`,
  "q.svg": `<svg ${SVG}><style>@import "https://evil.test/a.css";</style></svg>`,
  "r.svg":
    `<svg ${SVG} xmlns:y="http://www.w3.org/1999/xlink"><image y:href="https://evil.test/a"/></svg>`,
  "s.svg":
    `<svg ${SVG}><foreignObject><b xmlns="${XHTML}" onclick="${FIRE}">a</b></foreignObject></svg>`,
  "t.svg": utf16(`<svg ${SVG}><script>${FIRE}</script></svg>`),
  "u.svg": `<svg ${SVG}><a href="java&#10;script:${FIRE}"><text y="9">a</text></a></svg>`,
  "v.svg": `<html xmlns="${XHTML}"><script>${FIRE}</script></html>`,
  "w.svg": `<?xml-stylesheet type="text/xsl" href="i.xsl"?><svg ${SVG}/>`,
  "x.svgz": Uint8Array.of(0x1f, 0x8b, 8, 0),
  // no name that tells: browsers look at what it begins with
  "y": `<html><script>${FIRE}</script></html>`,
  "z.unknown": `\uFEFF \n<!-- a --><script>${FIRE}</script>`,
  "z.html ": `<script>${FIRE}</script>`,
  "dir.html": `no tag at first <script>${FIRE}</script>`,
};

/** What stays what it is. */
export const QUIET_FILES: Readonly<Record<string, string | Uint8Array>> = {
  "drawing.svg":
    `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg ${SVG} xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="http://a"><i:view i:onion="1" style="fill:url(#g)"/><use xlink:href="#g"/><style><![CDATA[text { fill: red }]]></style><a href="https://example.org/"><text>1 &lt; 2</text></a></svg>`,
  "data.csv": "<b>,x\n1,2\n",
  "README.md": "<div align=center>\n\n# Title",
  "notes.txt": "<script>1</script>",
  "code.ts": "<T>(x: T) => x;",
  "points.parquet": Uint8Array.of(80, 65, 82, 49),
  "paper.pdf": "%PDF-1.4",
  "picture.png": Uint8Array.of(0x89, 80, 78, 71),
  "LICENSE": "MIT",
};
