// tfjs-node 4.22.0 calls two helpers that Node 23 and Deno have removed from node:util. This module
// puts them back and has to be imported before the package.
import util from "node:util";

const shims = util as unknown as Record<string, (value: unknown) => boolean>;
shims["isNullOrUndefined"] ??= (value) => value === null || value === undefined;
shims["isArray"] ??= Array.isArray;
