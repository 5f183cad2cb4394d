import { activeOf, elementsOfPiece } from "./active_content.ts";
import { requestsOf } from "./external_requests.ts";
import { withoutPictures } from "./parsed_html.ts";

/**
 * Pieces in which nothing was found, without their pictures: a course makes each page before its
 * notebook has run, and again after that, when most of it is as it was.
 */
const safe = new Set<string>();

/**
 * Finds what a page must not hold: what would ask another host for something, and what would run.
 *
 * @param html A piece of HTML as it shall stand in a page.
 * @returns The first that was found, as a sentence; undefined where all is well.
 */
export function unsafeIn(html: string): string | undefined {
  const piece = withoutPictures(html);
  if (safe.has(piece)) return undefined;
  const elements = elementsOfPiece(piece);
  const [address] = requestsOf(elements), [active] = activeOf(elements);
  if (address !== undefined) {
    return `the page would load ${address}; pages have to work without a network`;
  }
  if (active !== undefined) {
    return `it holds ${active}; pages run nothing of what a notebook holds`;
  }
  safe.add(piece);
  return undefined;
}
