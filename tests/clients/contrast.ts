/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Locator } from "playwright-core";

/**
 * Texts that are seen and stand out too little: WCAG 2.2 asks for a contrast of 4.5, of large ones
 * for 3 (1.4.3). What is disabled is left out.
 *
 * @param within Where to look.
 * @returns Each with its contrast.
 */
export function faintTexts(within: Locator): Promise<string[]> {
  return within.evaluateAll((roots) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
    /** Red, green, blue and opacity, whatever words the style has for a colour. */
    const parts = (colour: string) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => byte / 255);
    };
    const luminance = (colour: readonly number[]) => {
      const [r, g, b] = colour.map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const ground = (element: Element | null): readonly number[] => {
      if (element === null) return [1, 1, 1];
      const [r, g, b, opacity] = parts(getComputedStyle(element).backgroundColor);
      if (opacity === 1) return [r!, g!, b!];
      const under = ground(element.parentElement);
      return [r!, g!, b!].map((part, i) => part * opacity! + under[i]! * (1 - opacity!));
    };
    const own = (element: Element) =>
      [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ textContent }) =>
        textContent ?? ""
      ).join("").trim();
    const seen = roots.flatMap((root) => [root, ...root.querySelectorAll("*")]).filter((element) =>
      own(element) !== "" && element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest(":disabled, label:has(:disabled)")
    );
    return seen.flatMap((element) => {
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const size = parseFloat(fontSize), isBold = Number(fontWeight) >= 700;
      const [one, other] = [luminance(parts(color).slice(0, 3)), luminance(ground(element))];
      const contrast = (Math.max(one!, other!) + 0.05) / (Math.min(one!, other!) + 0.05);
      const least = size >= 24 || isBold && size >= 18.66 ? 3 : 4.5;
      return contrast < least ? [`${contrast.toFixed(2)}: ${own(element).slice(0, 40)}`] : [];
    });
  });
}
