import assert from "node:assert/strict";
import { type Displayed, type Output, outputCollector } from "saddle/course/mod.ts";

const message = (type: string, content: Record<string, unknown>) => ({
  type,
  parent: "1",
  content,
});
const display = (text: string, display_id?: string) =>
  message("display_data", {
    data: { "text/plain": text },
    metadata: {},
    transient: { display_id },
  });
const update = (text: string, display_id: string) =>
  message("update_display_data", {
    data: { "text/plain": text },
    metadata: {},
    transient: { display_id },
  });
const stream = (name: string, text: string) => message("stream", { name, text });

function collect(...messages: ReturnType<typeof message>[]): Output[] {
  const { outputs, take } = outputCollector(new Map());
  messages.forEach(take);
  return outputs;
}
const shown = (outputs: Output[]) =>
  outputs.map((output) =>
    "data" in output ? output.data["text/plain"] : "text" in output ? output.text : output
  );

Deno.test("texts of one stream are joined until something else comes", () => {
  const outputs = collect(
    stream("stdout", "a"),
    stream("stdout", "b"),
    stream("stderr", "c"),
    display("d"),
    stream("stderr", "e"),
  );
  assert.deepEqual(shown(outputs), ["ab", "c", "d", "e"]);
});

Deno.test("an update changes every output with its id, also in an earlier cell", () => {
  const displays = new Map<string, Displayed[]>();
  const first = outputCollector(displays), second = outputCollector(displays);
  first.take(display("0/50", "bar"));
  first.take(display("0/50", "bar"));
  second.take(update("50/50", "bar"));
  second.take(update("lost", "unknown"));
  assert.deepEqual(shown(first.outputs), ["50/50", "50/50"]);
  assert.deepEqual(second.outputs, []);
});

Deno.test("clearing takes place at once, or with wait when the next output comes", () => {
  assert.deepEqual(collect(display("a"), message("clear_output", { wait: false })), []);
  assert.deepEqual(shown(collect(display("a"), message("clear_output", { wait: true }))), ["a"]);
  assert.deepEqual(
    shown(collect(display("a"), message("clear_output", { wait: true }), display("b"))),
    ["b"],
  );
});

Deno.test("results and errors keep what the kernel said", () => {
  const data = { "text/plain": "2" };
  const outputs = collect(
    message("execute_result", { data, metadata: {}, execution_count: 3 }),
    message("error", { ename: "RangeError", evalue: "no", traceback: ["RangeError: no"] }),
    message("status", { execution_state: "idle" }),
  );
  assert.deepEqual(outputs, [
    { output_type: "execute_result", data, metadata: {}, execution_count: 3 },
    { output_type: "error", ename: "RangeError", evalue: "no", traceback: ["RangeError: no"] },
  ]);
});
