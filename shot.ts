import { openBrowser } from "./tests/clients/browser.ts";
await using browser = await openBrowser();
for (const [w, dark] of [[1200,false],[400,true]] as const) {
  const c = await browser.newContext({ viewport: { width: w, height: 900 }, offline: true, colorScheme: dark ? "dark":"light" });
  const p = await c.newPage();
  await p.goto("file:///tmp/pages_demo_site/" + encodeURIComponent("a demo #1.html"));
  await p.evaluate(() => { const d=document.querySelectorAll("details.fold"); (d[0] as any).open=true; });
  await p.screenshot({ path: `/tmp/demo_${w}.png`, fullPage: true });
  console.log(await p.evaluate(()=>[document.documentElement.scrollWidth, document.documentElement.clientWidth]));
  await p.goto("file:///tmp/pages_demo_site/index.html"); await p.screenshot({ path: `/tmp/demo_index_${w}.png` });
  await c.close();
}
