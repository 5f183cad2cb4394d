import { GlobalFonts } from "@napi-rs/canvas";
import { createRequire } from "node:module";

/** Fonts for text drawn on a canvas; the last is KaTeX's, there on machines without any font. */
export const CANVAS_FONTS = '"Liberation Sans", Helvetica, Arial, "DejaVu Sans", "Saddle Sans"';

const require = createRequire(import.meta.url);
let fontsReady = false;

/**
 * Machines without fonts (containers) would draw no text at all: KaTeX's sans serif serves there.
 */
export function registerFonts(): void {
  if (fontsReady) return;
  fontsReady = true;
  try {
    GlobalFonts.registerFromPath(
      require.resolve("katex/dist/fonts/KaTeX_SansSerif-Regular.ttf"),
      "Saddle Sans",
    );
  } catch {
    // Without the package the system's own fonts remain.
  }
}
