// builds the pages of the stored notebooks, without running them
import { buildSite, coursePage, parseNotebook } from "saddle/course/mod.ts";
const folder = Deno.args[0]!, site = Deno.args[1]!;
const names = [...Deno.readDirSync(folder)].map((f) => f.name).filter((n) => n.endsWith(".ipynb")).sort();
const pages = names.map((n) => coursePage(n.slice(0, -6), parseNotebook(Deno.readTextFileSync(`${folder}/${n}`), n)));
const t = performance.now();
await buildSite(pages, { site, notebooks: folder, live: true });
console.log(performance.now() - t);
