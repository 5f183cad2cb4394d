import { GlobalFonts } from "@napi-rs/canvas";
import { createRequire } from "node:module";

/** The last is KaTeX's, there on machines without any font. */
const FAMILIES = ["Liberation Sans", "Helvetica", "Arial", "DejaVu Sans", "Saddle Sans"];

/** Fonts for text drawn on a canvas. */
export const CANVAS_FONTS = FAMILIES.map((family) => `"${family}"`).join(", ");

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

/** The first of the fonts that is there, for readers that take one family and no list. */
export function firstFont(): string {
  registerFonts();
  return FAMILIES.find((family) => GlobalFonts.has(family)) ?? "sans-serif";
}
