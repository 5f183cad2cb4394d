/** What draws: the browser itself. */
export function canvasPackage(): "OffscreenCanvas" {
  return "OffscreenCanvas";
}
