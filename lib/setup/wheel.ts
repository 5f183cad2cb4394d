import process from "node:process";
import { TENSORFLOW_VERSION } from "../engine/tensorflow/house.ts";

/** One library of a wheel. */
export interface WheelLibrary {
  /** Its path in the wheel, and under the folder it is installed in. */
  readonly path: string;
  /** Its size in bytes. */
  readonly size: number;
  /** The CRC-32 of its content, as the wheel's own directory states it. */
  readonly crc32: number;
}

/** A Python package that carries TensorFlow's C API for one platform. */
export interface Wheel {
  /** The package's name. */
  readonly name: string;
  /** The package's version. */
  readonly version: string;
  /** The platform tag that pip asks for. */
  readonly platform: string;
  /** The CPython that the wheel is built for; the libraries do not depend on it. */
  readonly python: string;
  /** What to fetch, in bytes, for the message before a long download. */
  readonly download: number;
  /** The libraries to keep, the one to open first. */
  readonly libraries: readonly WheelLibrary[];
}

/**
 * The wheel with TensorFlow for a CPU. Linux on x86_64 is what Saddle is tried on; the wheels of
 * Linux on aarch64 and macOS on arm64 are there and have the same libraries, but nobody has run
 * Saddle on them yet.
 *
 * @returns `undefined` where there is no wheel: the course runs on WebAssembly there.
 */
export function cpuWheel(
  system: string = process.platform,
  machine: string = process.arch,
): Wheel | undefined {
  const wheel = WHEELS[`${system} ${machine}`];
  return wheel && { version: TENSORFLOW_VERSION, python: "3.12", ...wheel };
}

const WHEELS: Readonly<Record<string, Omit<Wheel, "version" | "python">>> = {
  "linux x64": {
    name: "tensorflow-cpu",
    platform: "manylinux_2_27_x86_64",
    download: 274e6,
    libraries: [
      { path: "tensorflow/libtensorflow_cc.so.2", size: 788086608, crc32: 3402441307 },
      { path: "tensorflow/libtensorflow_framework.so.2", size: 65222328, crc32: 3724540527 },
    ],
  },
  "linux arm64": {
    name: "tensorflow",
    platform: "manylinux_2_27_aarch64",
    download: 282e6,
    libraries: [
      { path: "tensorflow/libtensorflow_cc.so.2", size: 814885544, crc32: 1212995719 },
      { path: "tensorflow/libtensorflow_framework.so.2", size: 68176664, crc32: 2892614707 },
    ],
  },
  "darwin arm64": {
    name: "tensorflow",
    platform: "macosx_12_0_arm64",
    download: 224e6,
    libraries: [
      { path: "tensorflow/libtensorflow_cc.2.dylib", size: 691352648, crc32: 3505691494 },
      { path: "tensorflow/libtensorflow_framework.2.dylib", size: 49452976, crc32: 176236516 },
    ],
  },
};
