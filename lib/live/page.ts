/// <reference lib="dom" />
/**
 * The script of a page of the course: makes its cells live. Everything else is loaded when a reader
 * asks for it.
 *
 * @module
 */
import { LivePage } from "./live_page.ts";

const article = document.querySelector("article");
const seconds = Number((document.currentScript as HTMLScriptElement | null)?.dataset.seconds ?? 0);
if (article) new LivePage(article, seconds);
document.documentElement.dataset.live = "ready";
