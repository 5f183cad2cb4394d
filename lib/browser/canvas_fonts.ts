/** Fonts for text drawn on a canvas: what systems have. */
export const CANVAS_FONTS = '"Liberation Sans", Helvetica, Arial, "DejaVu Sans", sans-serif';

/** A browser has fonts. */
export function registerFonts(): void {}
