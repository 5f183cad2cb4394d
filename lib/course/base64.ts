/**
 * Where base64 that begins at a place ends. A pattern for all of it would need memory for each
 * letter, and pictures have millions.
 *
 * @param text A text.
 * @param start The place.
 */
export function endOfBase64(text: string, start: number): number {
  const letters = endOf(/[^\w+/]/g, text, start);
  return endOf(/[^=]/g, text, letters);
}

/** Whether a text is base64, and nothing else. */
export function isBase64(text: string): boolean {
  return /^[\w+/]/.test(text) && endOfBase64(text, 0) === text.length;
}

function endOf(other: RegExp, text: string, start: number): number {
  other.lastIndex = start;
  return other.exec(text)?.index ?? text.length;
}
