import type { CoursePage } from "./course_page.ts";
import type { Highlight } from "./highlighter.ts";
import { markdownRenderer } from "./markdown.ts";
import { pageFrame } from "./page_frame.ts";

/**
 * The course's first page: every notebook with its question, its first paragraph and how long it
 * runs.
 *
 * @param course All pages in order.
 * @param highlight Colours code.
 * @returns The page.
 */
export function indexPage(course: readonly CoursePage[], highlight: Highlight): string {
  const render = (source: string) => markdownRenderer(highlight).render(source).trim();
  const items = course.map(({ name, number, title, summary, duration }) => {
    const heading = render(title).replace(/^<p>([^]*)<\/p>$/, "$1");
    const time = duration === "" ? "" : `<p class="duration">Runs in ${duration}</p>`;
    return `<li>
<span class="number" aria-hidden="true">${number}</span>
<div>
<h2><a href="${name}.html">${heading}</a></h2>
<div class="summary">${render(summary)}</div>
${time}
</div>
</li>`;
  });
  const body = `<div class="frame index">
<main id="content" tabindex="-1">
<h1>Why GANs converge, circle or fail</h1>
<p class="lead">A course in notebooks. Each asks one question, lets you guess, runs the experiment, and checks what it says.</p>
<ol class="course">
${items.join("\n")}
</ol>
</main>
</div>`;
  const description =
    "A course in notebooks on why generative adversarial networks converge, circle or fail.";
  return pageFrame({
    title: "Saddle: why GANs converge, circle or fail",
    description,
    place: "",
    body,
  });
}
