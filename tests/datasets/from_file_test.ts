import assert from "node:assert/strict";
import type { Buffer } from "node:buffer";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pl from "nodejs-polars";
import { stream } from "saddle/random/mod.ts";
import { dataset, fromFile } from "../../lib/datasets/mod.ts";

function inFolder(use: (write: (name: string, text: string) => string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "saddle-"));
  try {
    use((name, text) => {
      const path = join(folder, name);
      if (text !== "") writeFileSync(path, text);
      return path;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

Deno.test("a CSV file's rows are points, its columns axes, by their names or in order", () =>
  inFolder((write) => {
    const path = write("points.csv", 'x,"y",label\n1,2,a\n-3.5,4e-1,b\n');
    const set = fromFile(path, { columns: ["y", "x"] });
    assert.deepEqual([...set.points], [2, 1, .4, -3.5].map(Math.fround));
    assert.equal(set.dimension, 2);
    assert.equal(set.name, "points.csv");
    assert.equal(fromFile(path, { columns: ["x"], name: "mine" }).name, "mine");
    assert.deepEqual(fromFile(pathToFileURL(path), { columns: ["y", "x"] }).points, set.points);
    assert.deepEqual([...(dataset("file", { path, columns: ["x"] }) as typeof set).points], [
      1,
      -3.5,
    ]);
  }));

Deno.test("without names every row is a point; line ends, tabs and empty last lines do not matter", () =>
  inFolder((write) => {
    assert.deepEqual([...fromFile(write("a.csv", "1,2\r\n3,4\r\n")).points], [1, 2, 3, 4]);
    assert.deepEqual([...fromFile(write("b.tsv", "x\ty\n1\t2\n\n\n")).points], [1, 2]);
    assert.deepEqual([...fromFile(write("c.csv", "7")).points], [7]);
    // Some programs name columns 0, 1, 2: only you can say so.
    const named = write("d.csv", "0,1\n5,6\n");
    assert.deepEqual([...fromFile(named, { header: true, columns: ["1"] }).points], [6]);
    assert.equal(fromFile(named).size, 2);
  }));

Deno.test("a Parquet file's columns are axes, whole numbers too", () =>
  inFolder((write) => {
    const path = write("points.parquet", "");
    const table = { x: [1.5, 2.5], y: [3, 4], name: ["a", "b"] };
    pl.DataFrame(table, { schema: { x: pl.Float64, y: pl.Int64, name: pl.Utf8 } })
      .writeParquet(path);
    assert.deepEqual([...fromFile(path, { columns: ["x", "y"] }).points], [1.5, 3, 2.5, 4]);
    assert.throws(
      () => fromFile(path),
      /points.parquet: row 1, column "name": expected a finite number, got "a"/,
    );
    const gaps = write("gaps.parquet", "");
    pl.DataFrame({ x: [1, null, 3] }).writeParquet(gaps);
    assert.throws(() => fromFile(gaps), /gaps.parquet: row 2, column "x": .* got nothing/);
  }));

Deno.test("a bad row is refused with file, row and column", () =>
  inFolder((write) => {
    const bad = (text: string, expected: RegExp) => {
      assert.throws(() => fromFile(write("bad.csv", text)), {
        name: "RangeError",
        message: expected,
      });
    };
    bad("x,y\n1,2\n3,oops\n", /bad\.csv: row 3, column "y": expected a finite number, got "oops"/);
    bad("x,y\n1,2\n3,\n", /row 3, column "y": expected a finite number, got nothing/);
    bad("x,y\n1,2\n\n3,4\n", /row 3, column "x": expected a finite number, got nothing/);
    bad("x,y\n1,2\n3\n", /row 3, column "y": .* got nothing/);
    bad("x,y\n1,2\n3,4,5\n", /row 3 has 3 fields, expected 2, as in row 1/);
    bad("1,2\nNaN,4\n", /row 2, column "column 1": .* got "NaN"/);
    bad("nan,2\n3,4\n", /row 1, column "column 1": .* got "nan"/);
    bad("x\n1e39\n", /row 2, column "x": .* got "1e39"/); // more than 32 bits hold
    bad('x,n\n1,a\n2,"b\n3,c\n', /^bad\.csv: row 3 has a quotation mark that does not end;/);
    bad('n,x\n5" pipe,1\n6" pipe,2\n', /^bad\.csv: row 2 has a quotation mark that does not/);
    bad('1\n-3,"3,4\n', /^bad\.csv: row 2 has a quotation mark that does not end/);
    bad('"1""', /^bad\.csv: row 1 has a quotation mark that does not end/);
    bad("5,oops\n3,4\n", /row 1, column "column 2": .* got "oops"/); // a row of data, not of names
  }));

Deno.test("what is no table of points is refused with the reason, and the machine's folders stay out", () =>
  inFolder((write) => {
    const throws = (path: string, expected: RegExp, options = {}) => {
      assert.throws(() => fromFile(path, options), (error: Error) => {
        assert.match(error.message, expected);
        assert.ok(!error.message.includes(tmpdir()));
        return error instanceof RangeError;
      });
    };
    throws(join(tmpdir(), "saddle-none", "points.csv"), /^points\.csv cannot be read: /);
    throws(join(tmpdir(), "saddle-none", "points.parquet"), /^points\.parquet cannot be read: /);
    // here the folder is what the reader has to write
    assert.throws(
      () => fromFile("~/saddle-none/points.csv"),
      /^RangeError: ~\/saddle-none\/points\.csv cannot be read: .* ~\. Write .+\.csv\.$/,
    );
    throws(
      "no/such/points.csv",
      /^no\/such\/points\.csv cannot be read: .*'no\/such\/points\.csv'$/,
    );
    throws(write("empty.csv", "\n"), /^empty\.csv/);
    throws(
      write("names.csv", "x,y\n"),
      /names\.csv: expected at least one row of numbers, got none/,
    );
    throws(write("points.txt", "1,2\n"), /expected a file that ends in \.csv, \.tsv or \.parquet/);
    throws(write("not.parquet", "1,2\n"), /^not\.parquet cannot be read: /);
    const path = write("points.csv", "x,y\n1,2\n");
    throws(path, /no column "z"; its columns: x, y/, { columns: ["z"] });
    throws(path, /at least one column/, { columns: [] });
    throws(write("twice.csv", "x,x\n1,2\n"), /^twice\.csv: two columns are called "x"/);
    assert.throws(() => fromFile(path, { columns: "x" as never }), TypeError);
    assert.throws(() => fromFile("" as never), TypeError);
  }));

Deno.test("an ending in capitals is the same ending", () =>
  inFolder((write) => {
    assert.deepEqual([...fromFile(write("P.CSV", "x,y\n1,2\n")).points], [1, 2]);
    assert.deepEqual([...fromFile(write("P.Tsv", "x\ty\n1\t2\n")).points], [1, 2]);
    const path = write("P.PARQUET", "");
    pl.DataFrame({ x: [1, 2], y: [3, 4] }).writeParquet(path);
    assert.deepEqual([...fromFile(path).points], [1, 3, 2, 4]);
  }));

Deno.test("columns of a Parquet file that nobody asked for do not matter; decimals are numbers", () =>
  inFolder((write) => {
    const path = write("prices.parquet", "");
    pl.DataFrame({ x: [1.5, 2.5], price: [1.25, 2.5], name: ["a", "b"], on: [true, false] })
      .withColumns(pl.col("price").cast(pl.Decimal(10, 2))).writeParquet(path);
    const read = (...columns: string[]) => [...fromFile(path, { columns }).points];
    assert.deepEqual(read("x"), [1.5, 2.5]);
    assert.deepEqual(read("price", "x"), [1.25, 1.5, 2.5, 2.5]);
    assert.throws(() => read("on"), /row 1, column "on": expected a finite number, got true/);
    assert.throws(() => read("y"), /no column "y"; its columns: x, price, name, on/);
    const bytes = readFileSync(path);
    for (const length of [0, 3, 100, bytes.length - 1]) {
      const cut = write("cut.parquet", "");
      writeFileSync(cut, bytes.subarray(0, length));
      assert.throws(() => fromFile(cut), /^RangeError: cut\.parquet cannot be read: /);
    }
  }));

/** Reads files one after the other in a process of its own, and says how each went. */
const READER = `import { fromFile } from "saddle/datasets/mod.ts";
for (const path of Deno.args) {
  try {
    fromFile(path);
    console.log("taken");
  } catch (error) {
    console.log(String(error));
  }
}`;

Deno.test("a flipped bit in a Parquet file ends no process, and is refused by the file's name", () =>
  inFolder((write) => {
    const x = Array.from({ length: 60 }, (_, i) => i / 7), y = x.map((_, i) => i % 3);
    const whole = pl.DataFrame({ x, y, z: x }).writeParquet({ compression: "zstd" }) as Buffer;
    const random = stream(1, 0, "flips"), bits = 8 * whole.length;
    // the first three are sizes of up to 2 to the power of 61, for which polars ends the process
    const flips = Array.from({ length: 300 }, () => Math.floor(bits * random.next()));
    const paths = [112, 2640, 3648, ...flips].map((bit, i) => {
      const path = write(`${i}.parquet`, ""), flipped = Uint8Array.from(whole);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(path, flipped);
      return path;
    });
    const { code, stdout } = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--ext=ts", READER, ...paths],
      cwd: import.meta.dirname!,
      stderr: "null",
    }).outputSync();
    const said = new TextDecoder().decode(stdout).trim().split("\n");
    assert.deepEqual([code, said.length], [0, paths.length]);
    for (const [i, line] of said.entries()) {
      assert.match(line, new RegExp(`^(taken|RangeError: ${i}\\.parquet\\b.*)$`));
    }
    for (const line of said.slice(0, 3)) assert.match(line, /cannot be read: .* it is damaged\.$/);
  }));

Deno.test("a row of 4,000 columns is read at once", () =>
  inFolder((write) => {
    const numbers = Array.from({ length: 4000 }, (_, i) => i);
    const wide = write("wide.csv", numbers.join(","));
    const began = performance.now();
    const { dimension, points } = fromFile(wide);
    const seconds = (performance.now() - began) / 1000;
    assert.deepEqual([dimension, ...points], [4000, ...numbers]);
    assert.ok(seconds < 3, `${seconds} s`); // 0.1 s where nothing else runs; column by column 5 s
    const path = write("wide.parquet", "");
    pl.DataFrame(Object.fromEntries(numbers.map((i) => [`c${i}`, [i, -i]]))).writeParquet(path);
    assert.deepEqual([...fromFile(path, { columns: ["c3999", "c7"] }).points], [
      3999,
      7,
      -3999,
      -7,
    ]);
  }));

/** A text in UTF-16 with its mark, as some systems' editors write it. */
function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  [...`\uFEFF${text}`].forEach((letter, i) =>
    view.setUint16(2 * i, letter.charCodeAt(0), littleEndian)
  );
  return new Uint8Array(view.buffer);
}

const utf8 = (text: string) => new TextEncoder().encode(text);

Deno.test("texts of other editors and spreadsheets are the same tables", () =>
  inFolder((write) => {
    const table = "x [mm],y\n1,2\n3,4\n";
    const same: Record<string, Uint8Array> = {
      "with a mark": utf8(`\uFEFF${table}`),
      "with a mark, in quotes": utf8(`\uFEFF"x [mm]","y"\n"1","2"\n"3","4"`),
      "UTF-16": utf16(table, true),
      "UTF-16, the other way round": utf16(table, false),
      "Windows": utf8(table.replaceAll("\n", "\r\n")),
      "old Macs": utf8(table.replaceAll("\n", "\r")),
      "all line ends": utf8("x [mm],y\r1,2\r\n3,4\n"),
      "texts of two lines": utf8('x [mm],y,note\n1,2,"a\nb"\n3,4,"c, ""d"""\n'),
      "marks inside of a field": utf8('x [mm],y,note\n1,2, "a"\n3,4,b "c" d\n'),
      "another encoding where no number is": Uint8Array.from([
        ...utf8("x [mm],y,Gr"),
        0xf6,
        ...utf8("\n1,2,\n3,4,a\n"),
      ]),
    };
    for (const [name, bytes] of Object.entries(same)) {
      const path = write("a.csv", "");
      writeFileSync(path, bytes);
      assert.deepEqual(
        [...fromFile(path, { columns: ["y", "x [mm]"] }).points],
        [2, 1, 4, 3],
        name,
      );
    }
  }));

Deno.test("what is no decimal number, or no text at all, is refused by what it is", () =>
  inFolder((write) => {
    const fields = [
      ...["0x10", "0b11", "0o7", "1_000", "1,5", "5%", "5 mm", "1e", "1d3", "1/2", "12:30", "--1"],
      ...["2026-01-01", "true", "NA", "#2", "\u22125", "0x", "e5", "."],
    ];
    for (const field of fields) {
      const path = write("bad.csv", `x\n1\n"${field}"\n`);
      assert.throws(() => fromFile(path), {
        name: "RangeError",
        message: `bad.csv: row 3, column "x": expected a finite number, got "${field}"`,
      });
    }
    const numbers = ["+5", "5.", ".5", "-1E-3", " 7 ", "007", "1e+2"];
    const path = write("good.csv", `x\n${numbers.join("\n")}\n`);
    assert.deepEqual([...fromFile(path).points], [5, 5, .5, -.001, 7, 7, 100].map(Math.fround));
    // what gzip, zip and Parquet begin with, and UTF-16 without its mark
    const parquet = pl.DataFrame({ x: [1, 2] }).writeParquet();
    for (const bytes of [[0x1f, 0x8b, 8, 0], [0x50, 0x4b, 3, 4, 0], parquet, [49, 0, 10, 0]]) {
      const odd = write("odd.csv", "");
      writeFileSync(odd, Uint8Array.from(bytes));
      assert.throws(
        () => fromFile(odd),
        /^RangeError: odd\.csv .* it is no text: byte \d+ is 0\.$/,
      );
    }
    const long = write("long.csv", `x\n${"9".repeat(1e6)}\n`);
    assert.throws(() => fromFile(long), ({ message }: Error) => message.length < 300);
  }));

Deno.test("columns of times, lists and records are no numbers", () =>
  inFolder((write) => {
    const path = write("odd.parquet", "");
    const whole = pl.Series("lasted", [0, 1000]).cast(pl.Int64);
    pl.DataFrame([
      ...[pl.Series("x", [1, 2]), pl.Series("when", [new Date(0), new Date(1)])],
      ...[pl.Series("many", [[1], [2]]), whole.cast(pl.Time).alias("hour")],
      whole.cast(pl.Duration("ms")),
    ]).writeParquet(path);
    const read = (column: string) => fromFile(path, { columns: [column] });
    assert.deepEqual([...read("x").points], [1, 2]);
    assert.throws(() => read("when"), /row 1, column "when": .* got a Date/);
    assert.throws(() => read("many"), /row 1, column "many": .* got \[1\]/);
    assert.throws(() => read("hour"), /row 1, column "hour": .* got "00:00:00"/);
    assert.throws(() => read("lasted"), /^RangeError: odd\.parquet .*"lasted" holds durations; /);
  }));
