/**
 * Convolutions in plain loops and numbers of double precision, for one run and flat images: what
 * convolutional models are held against. It shares no code with the library.
 *
 * @module
 */

/** A convolution, of square images unless they have a width of their own. */
export interface PlainConvolution {
  /** Height of the (larger) image. */
  readonly size: number;
  /** Its width. Default: its height. */
  readonly width?: number;
  /** Channels of the larger image. */
  readonly channels: number;
  /** Channels of the smaller image. */
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
  /**
   * Zeros around the larger image: so many on every side (PyTorch), or, the default, as many as
   * make the smaller one ceil(size / stride) wide, of an odd number the larger half behind
   * (TensorFlow).
   */
  readonly padding?: number | "same";
}

/** Height and width of the smaller image, where the images are square. */
export function smallerSize(c: PlainConvolution): number {
  return sideOf(c, c.size).small;
}

/** Height and width of the smaller image. */
export function smallerSides(c: PlainConvolution): [number, number] {
  return [sideOf(c, c.size).small, sideOf(c, c.width ?? c.size).small];
}

function sideOf({ kernel, stride, padding = "same" }: PlainConvolution, size: number) {
  if (padding !== "same") {
    return { small: Math.floor((size + 2 * padding - kernel) / stride) + 1, before: padding };
  }
  const small = Math.ceil(size / stride);
  return { small, before: Math.floor(Math.max((small - 1) * stride + kernel - size, 0) / 2) };
}

/** Every meeting of the larger image, the filter and the smaller image. */
function meet(
  c: PlainConvolution,
  visit: (large: number, tap: number, small: number) => void,
): void {
  const [height, width] = [c.size, c.width ?? c.size];
  const [down, across] = [sideOf(c, height), sideOf(c, width)];
  for (let row = 0; row < down.small; row++) {
    for (let column = 0; column < across.small; column++) {
      for (let i = 0; i < c.kernel; i++) {
        for (let j = 0; j < c.kernel; j++) {
          const y = row * c.stride + i - down.before;
          const x = column * c.stride + j - across.before;
          if (y < 0 || y >= height || x < 0 || x >= width) continue;
          visit(y * width + x, i * c.kernel + j, row * across.small + column);
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
  const result = zeros(smallerSides(c), c.filters);
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
  const result = zeros([c.size, c.width ?? c.size], c.channels);
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

/** Means over the windows of a convolution, its zeros included; `filters` are the channels. */
export function plainAverages(c: PlainConvolution, image: ArrayLike<number>): number[] {
  const result = zeros(smallerSides(c), c.channels);
  meet(c, (large, _, small) => {
    for (let k = 0; k < c.channels; k++) {
      result[small * c.channels + k]! += image[large * c.channels + k]! / c.kernel ** 2;
    }
  });
  return result;
}

function zeros([height, width]: readonly [number, number], channels: number): number[] {
  return new Array<number>(height * width * channels).fill(0);
}
