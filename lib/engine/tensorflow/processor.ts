import { readFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import process from "node:process";

/** What decides which machine code a processor can run. */
export interface Processor {
  /** Node's name of the architecture: `"x64"`, `"arm64"`. */
  readonly arch: string;
  /** The name it gives itself. */
  readonly model: string;
  /** Its instruction sets as Linux names them, sorted; empty where the system does not tell. */
  readonly features: readonly string[];
  /** How many threads it runs at once for this process. */
  readonly cores: number;
}

/** The processor that this process runs on. */
export function processorHere(): Processor {
  return {
    arch: process.arch,
    model: cpus()[0]?.model.trim() ?? "",
    features: featuresIn(linuxDescription()),
    cores: availableParallelism(),
  };
}

function linuxDescription(): string {
  try {
    return readFileSync("/proc/cpuinfo", "utf8");
  } catch {
    return ""; // another system
  }
}

function featuresIn(description: string): string[] {
  const [, list = ""] = /^(?:flags|Features)\s*:(.*)$/m.exec(description) ?? [];
  return list.trim().split(/\s+/).filter(Boolean).sort();
}
