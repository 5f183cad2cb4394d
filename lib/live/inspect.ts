/** Deeper than this only what kind of thing it is is said, as in Deno. */
const DEPTH = 3;
const WIDTH = 76, ITEMS = 100;

/** A value as text, much as Deno's console shows it. */
export function inspect(value: unknown, depth = 0, above: readonly unknown[] = []): string {
  if (typeof value === "string") return depth === 0 ? value : JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "symbol") return String(value);
  if (typeof value === "function") return functionText(value);
  if (typeof value !== "object" || value === null) {
    return Object.is(value, -0) ? "-0" : String(value);
  }
  if (value instanceof Error) return value.stack ?? String(value);
  if (above.includes(value)) return "[Circular]";
  const name = value.constructor?.name ?? "";
  if (depth > DEPTH) return `[${name || "Object"}]`;
  return partsText(value, name, depth, (inner) => inspect(inner, depth + 1, [...above, value]));
}

function functionText(value: { readonly name: string }): string {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  const kind = isClass ? "class" : "Function";
  return isClass
    ? `[${kind} ${value.name || "(anonymous)"}]`
    : `[${kind}: ${value.name || "(anonymous)"}]`;
}

function partsText(
  value: object,
  name: string,
  depth: number,
  inner: (value: unknown) => string,
): string {
  if (Array.isArray(value) || ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const list = Array.from(value as ArrayLike<unknown>), shown = list.slice(0, ITEMS).map(inner);
    if (list.length > ITEMS) shown.push(`... ${list.length - ITEMS} more items`);
    return (Array.isArray(value) ? "" : `${name}(${list.length}) `) + wrapped(shown, "[]", depth);
  }
  if (value instanceof Map) {
    const entries = [...value].map(([key, one]) => `${inner(key)} => ${inner(one)}`);
    return `Map(${value.size}) ${wrapped(entries, "{}", depth)}`;
  }
  if (value instanceof Set) {
    return `Set(${value.size}) ${wrapped([...value].map(inner), "{}", depth)}`;
  }
  const entries = Object.entries(value).map(([key, one]) =>
    `${/^[\w$]+$/.test(key) ? key : JSON.stringify(key)}: ${inner(one)}`
  );
  return (name && name !== "Object" ? `${name} ` : "") + wrapped(entries, "{}", depth);
}

function wrapped(parts: readonly string[], [open, close]: Iterable<string>, depth: number): string {
  if (parts.length === 0) return `${open}${close}`;
  const line = `${open} ${parts.join(", ")} ${close}`;
  if (line.length < WIDTH && !line.includes("\n")) return line;
  const pad = "  ".repeat(depth);
  return `${open}\n${parts.map((part) => `${pad}  ${part}`).join(",\n")}\n${pad}${close}`;
}
