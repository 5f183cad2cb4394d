import { buildSite, coursePage, parseNotebook, checkLinks, findingsOf } from "saddle/course/mod.ts";
const [nb, site] = Deno.args as [string, string];
const names = [...Deno.readDirSync(nb)].map(({name})=>name).filter((n)=>n.endsWith(".ipynb")).sort();
const pages = names.map((n)=>coursePage(n.replace(".ipynb",""), parseNotebook(Deno.readTextFileSync(`${nb}/${n}`), n)));
const t = performance.now();
const built = await buildSite(pages, { site, notebooks: nb });
console.log("built", (performance.now()-t)|0);
for (const p of built.pages) { const f = findingsOf(p.notebook); for (const w of [...f.wrong.filter(x=>x.kind==="problem"), ...f.warnings]) console.log(p.name, w.kind, w.cell, w.message.slice(0,200)); }
console.log(await checkLinks(site));
