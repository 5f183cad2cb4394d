/**
 * Images that are made when they are asked for, and kept as long as there is room. What was kept
 * first stays: an epoch reads every image once, in random order, so that dropping one for another
 * gains nothing.
 *
 * @param length Bytes an image.
 * @param memory Bytes to keep at most.
 * @param make The bytes of the image at a place.
 */
export function keptPixels(
  length: number,
  memory: number,
  make: (place: number) => Uint8Array,
): (place: number) => Uint8Array {
  const kept = new Map<number, Uint8Array>();
  return (place) => {
    const found = kept.get(place);
    if (found) return found;
    const made = make(place);
    if ((kept.size + 1) * length <= memory) kept.set(place, made);
    return made;
  };
}
