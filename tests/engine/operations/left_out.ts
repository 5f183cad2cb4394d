/**
 * Operations of TensorFlow.js that the walk leaves out, by the reason.
 *
 * @module
 */

/** Names as in `tf.NAME`. */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  "another name for one of a number of axes": words(`
    batchNorm2d batchNorm3d batchNorm4d concat1d concat2d concat3d concat4d pad1d pad2d pad3d pad4d
    reverse2d reverse3d reverse4d slice1d slice2d slice3d slice4d searchSorted
  `),
  "numbers drawn by chance": words(`
    dropout multinomial rand randomGamma randomNormal randomStandardNormal randomUniform
    randomUniformInt truncatedNormal
  `),
  "complex numbers, which WebAssembly cannot hold": words(`
    complex real imag fft ifft rfft irfft spectral.fft spectral.ifft spectral.rfft spectral.irfft
    signal.stft
  `),
  "texts": words(`
    string.stringNGrams string.stringSplit string.stringToHashBucketFast string.staticRegexReplace
  `),
  "rows of different lengths, and sparse tables": words(`
    raggedGather raggedRange raggedTensorToTensor sparse.sparseFillEmptyRows sparse.sparseReshape
    sparse.sparseSegmentMean
  `),
  "made of one that is in the walk": words(`
    basicLSTMCell multiRNNCell maxPoolWithArgmax image.nonMaxSuppressionWithScore
    image.nonMaxSuppressionPadded
  `),
};

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
