import { absent } from "./absent.ts";

/**
 * The data sets that lie in files of the reader's machine, which a page cannot open.
 *
 * @module
 */

const named = (call: string) => absent(`${call}() reads files: it`);

/** See `lib/datasets/from_file.ts`. */
export const fromFile = named("fromFile");
/** See `lib/datasets/images/cifar10.ts`. */
export const cifar10 = named("cifar10"), openCifar10 = cifar10;
/** See `lib/datasets/images/image_folder.ts`. */
export const imageFolder = named("imageFolder"),
  openImageFolder = imageFolder,
  openInTurn = imageFolder;
/** See `lib/datasets/images/mnist.ts`. */
export const mnist = named("mnist"), openMnist = mnist;
/** See `lib/datasets/images/mnist.ts`. */
export const fashionMnist = named("fashionMnist"), openFashionMnist = fashionMnist;
/** See `lib/datasets/images/svhn.ts`. */
export const svhn = named("svhn"), openSvhn = svhn;
/** See `lib/datasets/images/usps.ts`. */
export const usps = named("usps"), openUsps = usps;

/** Their options: none is read, since none of them runs. */
export const FROM_FILE = {}, CIFAR_10 = {}, IMAGE_FOLDER = {}, MNIST = {}, SVHN = {}, USPS = {};
