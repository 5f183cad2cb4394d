import * as tf from "@tensorflow/tfjs";
import type { TensorflowBackend } from "./backend.ts";
import { replaceInTraces } from "./traced_kernel.ts";

/**
 * Makes convolutions fast in traced steps on a CPU, where XLA has a fast convolution for stride 1
 * and many channels only, and a plain loop for most of what gradients need: that of a filter takes
 * sixty times as long. All three (forwards, back to the input, back to the filter) are put as such
 * convolutions of images whose pixels were gathered in blocks as large as the stride, one pixel a
 * block. That is exact; sums are merely taken in another order.
 *
 * Operations that run at once keep TensorFlow's own kernels, and so do GPUs, whose library
 * has all three.
 */
export function registerTracedConvolutions(backend: TensorflowBackend): void {
  for (const [kernelName, compose] of Object.entries(COMPOSED)) {
    replaceInTraces(backend, kernelName, compose);
  }
}

/** What a kernel of a convolution is called with. */
export interface ConvolutionCall {
  readonly inputs: Readonly<Record<"x" | "dy" | "filter", tf.Tensor4D>>;
  readonly attrs: {
    readonly strides: [number, number] | number;
    readonly pad: "valid" | "same" | number;
    readonly dataFormat: "NHWC" | "NCHW";
    readonly dilations?: [number, number] | number;
    readonly dimRoundingMode?: "floor" | "round" | "ceil";
    readonly inputShape: [number, number, number, number];
    readonly filterShape: [number, number, number, number];
  };
}

/** Fewer channels than this do not fill the registers of the fast convolution. */
const FEW = 16;

/** The kernels in terms of others; nothing where TensorFlow's own is to be used. */
const COMPOSED: Readonly<Record<string, (call: ConvolutionCall) => (() => tf.Tensor) | undefined>> =
  {
    Conv2D({ inputs: { x, filter }, attrs }) {
      const layout = layoutOf(x.shape, filter.shape, attrs);
      if (!layout || x.shape[3] >= FEW || layout.stride.every((s) => s === 1)) return;
      return () => overlapping(toBlocks(x, layout), filterToBlocks(filter, layout));
    },
    Conv2DBackpropInput({ inputs: { dy, filter }, attrs }) {
      const layout = layoutOf(attrs.inputShape, filter.shape, attrs);
      if (!layout) return;
      const seen = seenBlocks(layout);
      // a filter may lie among the zeros around the image alone
      if (seen.blocks.some((count) => count < 1)) return () => tf.zeros(attrs.inputShape);
      const narrow = layout.blockSize < FEW;
      return () => fromBlocks((narrow ? scattered : gathered)(dy, filter, seen), seen);
    },
    Conv2DBackpropFilter({ inputs: { x, dy }, attrs }) {
      const layout = layoutOf(x.shape, attrs.filterShape, attrs);
      if (!layout) return;
      return () => {
        // the sum runs over images and places: images take the place of channels, dy that of a filter
        const blocks = tf.transpose(toBlocks(x, layout), [3, 1, 2, 0]);
        const sums = overlapping(blocks, tf.transpose(dy, [1, 2, 0, 3]));
        return filterFromBlocks(tf.transpose(sums, [1, 2, 0, 3]), layout);
      };
    },
  };

type Pair = readonly [height: number, width: number];

/** A convolution in numbers. */
interface Layout {
  readonly image: Pair;
  readonly filter: Pair;
  readonly stride: Pair;
  readonly output: Pair;
  /** Rows and columns of zeros in front of the image. */
  readonly before: Pair;
  /** Rows and columns of zeros in front of the filter, so that it fills its blocks. */
  readonly lead: Pair;
  readonly channels: number;
  readonly filters: number;
  /** Blocks that a filter covers. */
  readonly reach: Pair;
  /** The first block that is meant: those before it hold zeros around the image alone. */
  readonly first: Pair;
  /** Blocks of the image from there on, with its zeros. */
  readonly blocks: Pair;
  /** Numbers in a block. */
  readonly blockSize: number;
}

function layoutOf(
  image: [number, number, number, number],
  filter: [number, number, number, number],
  { strides, pad, dataFormat, dilations = 1, dimRoundingMode }: ConvolutionCall["attrs"],
): Layout | undefined {
  if (dataFormat === "NCHW" || [dilations].flat().some((d) => d !== 1)) return undefined;
  const { padInfo, strideHeight, strideWidth, outHeight, outWidth } = tf.backend_util
    .computeConv2DInfo(image, filter, strides, 1, pad, dimRoundingMode);
  const [stride, output]: Pair[] = [[strideHeight, strideWidth], [outHeight, outWidth]];
  const reach = both((axis) => Math.ceil(filter[axis] / stride![axis]));
  return {
    image: [image[1], image[2]],
    filter: [filter[0], filter[1]],
    stride: stride!,
    output: output!,
    before: [padInfo.top, padInfo.left],
    lead: [0, 0],
    channels: filter[2],
    filters: filter[3],
    reach,
    first: [0, 0],
    blocks: both((axis) => output![axis] + reach[axis] - 1),
    blockSize: strideHeight * strideWidth * filter[2],
  };
}

/**
 * The blocks that hold pixels of the image. What flows back to the zeros around it is thrown away:
 * of a filter of 5 x 5 at stride 2 and an output of 4 x 4, that would be 20 blocks of 36. Where the
 * filter does not fill its blocks, its zeros come first if pixels and blocks then begin together.
 */
function seenBlocks(layout: Layout): Layout {
  const { image, stride, filter, reach, blocks } = layout;
  const lead = both((axis) => {
    const short = (stride[axis] - layout.before[axis] % stride[axis]) % stride[axis];
    return filter[axis] + short <= reach[axis] * stride[axis] ? short : 0;
  });
  const before = both((axis) => layout.before[axis] + lead[axis]);
  const first = both((axis) => Math.floor(before[axis] / stride[axis]));
  const end = both((axis) =>
    Math.min(Math.ceil((before[axis] + image[axis]) / stride[axis]), blocks[axis])
  );
  return {
    ...{ ...layout, lead, first },
    before: both((axis) => before[axis] - first[axis] * stride[axis]),
    blocks: both((axis) => end[axis] - first[axis]),
  };
}

function both(of: (axis: 0 | 1) => number): Pair {
  return [of(0), of(1)];
}

/** A convolution of stride 1 without padding. */
function overlapping(x: tf.Tensor, filter: tf.Tensor): tf.Tensor {
  return tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, "valid");
}

/** The rows and columns of images from `from` on, `size` of them; zeros outside. */
function cut(x: tf.Tensor, from: Pair, size: Pair): tf.Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const length: Pair = [height, width];
  const start = both((axis) => Math.max(from[axis], 0));
  const kept = both((axis) => Math.min(from[axis] + size[axis], length[axis]) - start[axis]);
  const front = both((axis) => start[axis] - from[axis]);
  const inside = tf.slice(x, [0, ...start, 0], [batch, ...kept, channels]);
  const zeros = (axis: 0 | 1): [number, number] => [
    front[axis],
    size[axis] - front[axis] - kept[axis],
  ];
  return tf.pad(inside, [[0, 0], zeros(0), zeros(1), [0, 0]]);
}

/** Images `[n, height, width, channels]` as `[n, ...blocks, blockSize]`. */
function toBlocks(x: tf.Tensor, { before, blocks, stride, channels, blockSize }: Layout) {
  const [down, across] = stride;
  const padded = cut(x, both((a) => -before[a]), both((a) => blocks[a] * stride[a]));
  const rows = tf.reshape(padded, [-1, blocks[0], down, blocks[1], across * channels]);
  return tf.reshape(tf.transpose(rows, [0, 1, 3, 2, 4]), [-1, ...blocks, blockSize]);
}

/** The images of their blocks: the reverse of {@linkcode toBlocks}. */
function fromBlocks(x: tf.Tensor, { before, blocks, stride, channels, image }: Layout) {
  const [down, across] = stride;
  const rows = tf.reshape(x, [-1, ...blocks, down, across * channels]);
  const whole = both((axis) => blocks[axis] * stride[axis]);
  const images = tf.reshape(tf.transpose(rows, [0, 1, 3, 2, 4]), [-1, ...whole, channels]);
  return cut(images, before, image);
}

/** A filter `[height, width, channels, filters]` as `[...reach, blockSize, filters]`. */
function filterToBlocks(filter: tf.Tensor, layout: Layout): tf.Tensor {
  const { reach, stride, channels, filters, blockSize } = layout;
  const zeros = (axis: 0 | 1): [number, number] => [
    layout.lead[axis],
    reach[axis] * stride[axis] - layout.filter[axis] - layout.lead[axis],
  ];
  const padded = tf.pad(filter, [zeros(0), zeros(1), [0, 0], [0, 0]]);
  const split = tf.reshape(padded, [reach[0], stride[0], reach[1], stride[1], channels * filters]);
  return tf.reshape(tf.transpose(split, [0, 2, 1, 3, 4]), [...reach, blockSize, filters]);
}

/** The reverse of {@linkcode filterToBlocks}. */
function filterFromBlocks(x: tf.Tensor, layout: Layout): tf.Tensor {
  const { reach, stride, channels, filters, filter } = layout;
  const split = tf.reshape(x, [...reach, ...stride, channels * filters]);
  const joined = tf.reshape(tf.transpose(split, [0, 2, 1, 3, 4]), [
    reach[0] * stride[0],
    reach[1] * stride[1],
    channels,
    filters,
  ]);
  return tf.slice(joined, [0, 0, 0, 0], [...filter, channels, filters]);
}

/** Back to the blocks of the input: each block gathers what the outputs around it send. */
function gathered(dy: tf.Tensor, filter: tf.Tensor, layout: Layout): tf.Tensor {
  const { reach, first, blocks } = layout;
  const turned = tf.transpose(tf.reverse(filterToBlocks(filter, layout), [0, 1]), [0, 1, 3, 2]);
  const around = cut(
    dy,
    both((a) => first[a] + 1 - reach[a]),
    both((a) => blocks[a] + reach[a] - 1),
  );
  return overlapping(around, turned);
}

/** The same for small blocks: each output sends to all blocks that it saw, as one product. */
function scattered(dy: tf.Tensor, filter: tf.Tensor, layout: Layout): tf.Tensor {
  const { reach, first, blocks, output, blockSize, filters } = layout;
  const taps = tf.reshape(filterToBlocks(filter, layout), [-1, filters]);
  const sent = tf.matMul(tf.reshape(dy, [-1, filters]), taps, false, true);
  const parts = tf.split(tf.reshape(sent, [-1, ...output, taps.shape[0]!]), reach[0] * reach[1], 3);
  const moved = parts.map((part, i) => {
    const [down, across] = [Math.floor(i / reach[1]), i % reach[1]];
    return cut(part, [first[0] - down, first[1] - across], blocks);
  });
  return tf.reshape(tf.addN(moved), [-1, ...blocks, blockSize]);
}
