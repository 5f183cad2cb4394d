/**
 * Convolutions in plain loops and numbers of double precision, for one run and flat images: what
 * convolutional models are held against. It shares no code with the library.
 *
 * @module
 */

/** A square convolution. */
export interface PlainConvolution {
  /** Height and width of the (larger) image. */
  readonly size: number;
  /** Channels of the larger image. */
  readonly channels: number;
  /** Channels of the smaller image. */
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
}

/** Height and width of the smaller image. */
export function smallerSize({ size, stride }: PlainConvolution): number {
  return Math.ceil(size / stride);
}

/**
 * Every meeting of the larger image, the filter and the smaller image. Zeros around the larger image make
 * the smaller one ceil(size / stride) wide; of an odd number of them, the larger half comes last.
 */
function meet(
  c: PlainConvolution,
  visit: (large: number, tap: number, small: number) => void,
): void {
  const small = smallerSize(c);
  const zeros = Math.max((small - 1) * c.stride + c.kernel - c.size, 0);
  const before = Math.floor(zeros / 2);
  const inside = (place: number) => place >= 0 && place < c.size;
  for (let row = 0; row < small; row++) {
    for (let column = 0; column < small; column++) {
      for (let i = 0; i < c.kernel; i++) {
        for (let j = 0; j < c.kernel; j++) {
          const [y, x] = [row * c.stride + i - before, column * c.stride + j - before];
          if (!inside(y) || !inside(x)) continue;
          visit(y * c.size + x, i * c.kernel + j, row * small + column);
        }
      }
    }
  }
}

/** The smaller image of a larger one; `weight[tap][channel][filter]`, flat. */
export function plainConvolution(
  c: PlainConvolution,
  image: ArrayLike<number>,
  weight: ArrayLike<number>,
): number[] {
  const result = new Array<number>(smallerSize(c) ** 2 * c.filters).fill(0);
  meet(c, (large, tap, small) => {
    for (let k = 0; k < c.channels; k++) {
      for (let f = 0; f < c.filters; f++) {
        result[small * c.filters + f]! += image[large * c.channels + k]! *
          weight[(tap * c.channels + k) * c.filters + f]!;
      }
    }
  });
  return result;
}

/** The larger image that a smaller one spreads to; `weight[tap][filter][channel]`, flat. */
export function plainTransposedConvolution(
  c: PlainConvolution,
  image: ArrayLike<number>,
  weight: ArrayLike<number>,
): number[] {
  const result = new Array<number>(c.size ** 2 * c.channels).fill(0);
  meet(c, (large, tap, small) => {
    for (let f = 0; f < c.filters; f++) {
      for (let k = 0; k < c.channels; k++) {
        result[large * c.channels + k]! += image[small * c.filters + f]! *
          weight[(tap * c.filters + f) * c.channels + k]!;
      }
    }
  });
  return result;
}
