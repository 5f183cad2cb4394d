import assert from "node:assert/strict";
import { globSync } from "node:fs";
import polars from "nodejs-polars";
import { takeFile } from "saddle/browser/mod.ts";
import pl from "saddle/browser/tables.ts";

/** Polars gives its 64-bit numbers as bigint, and lists as columns. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  const list = value as { toArray?: () => unknown[] } | null;
  return list?.toArray ? list.toArray().map(plain) : value;
}

/** Larger ones are not brought to pages. */
const LARGEST = 5e6;
const files = globSync("data/*.parquet").filter((path) => Deno.statSync(path).size < LARGEST);

Deno.test("tables of a page hold what polars reads, in every file of data", async (t) => {
  assert.ok(files.length > 20);
  for (const path of files.sort()) {
    await t.step(path, async () => {
      await takeFile(path.replace("data/", ""), await Deno.readFile(path));
      const ours = pl.readParquet(path), theirs = polars.readParquet(path);
      assert.deepEqual(ours.columns, theirs.columns);
      assert.deepEqual([ours.height, ours.width], [theirs.height, theirs.width]);
      for (const column of theirs.getColumns() as polars.Series[]) {
        const own = ours.getColumn(column.name);
        // a million pixels are compared as text, which is quicker
        const expected = JSON.stringify([...column.toArray()].map(plain));
        assert.ok(JSON.stringify(own.toArray()) === expected, column.name);
        assert.equal(own.isNumeric(), column.isNumeric(), column.name);
        assert.equal(own.nullCount(), column.nullCount(), column.name);
      }
    });
  }
});

Deno.test("files of comma-separated values hold what polars reads", async () => {
  for (const path of globSync("data/*.csv")) {
    await takeFile(path.replace("data/", ""), await Deno.readFile(path));
    for (const options of [{}, { inferSchemaLength: 0 }]) {
      const expected = polars.readCSV(path, options).toRecords().map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]))
      );
      assert.deepEqual(pl.readCSV(path, options).toRecords(), expected, path);
    }
  }
});

const rows = { step: [0, 1, 2, 3], name: ["a", "b", null, "a"], value: [0.5, null, 2, -1] };

Deno.test("rows are picked as polars picks them", () => {
  const [ours, theirs] = [pl.DataFrame(rows), polars.DataFrame(rows)];
  type Pick = (p: typeof pl) => Parameters<typeof ours.filter>[0];
  const picks: Pick[] = [
    (p) => p.col("step").gt(1),
    (p) => p.col("step").gtEq(p.lit(1)).and(p.col("step").ltEq(2)),
    (p) => p.col("step").lt(1).or(p.col("value").eq(2)),
    (p) => p.col("name").eq(p.lit("a")),
    (p) => p.col("name").neq(p.lit("a")),
    (p) => p.col("name").eq(p.lit("a")).not(),
    (p) => p.col("value").gt(0).or(p.col("step").eq(1)),
    (p) => p.col("step").isIn([0, 3]),
  ];
  for (const pick of picks) {
    const expected = theirs.filter(pick(polars as unknown as typeof pl) as never).toRecords();
    assert.deepEqual(ours.filter(pick(pl)).toRecords(), expected, pick.toString());
  }
});

Deno.test("columns are taken and added as polars does", () => {
  const [ours, theirs] = [pl.DataFrame(rows), polars.DataFrame(rows)];
  assert.deepEqual(
    ours.select("name", "step").toRecords(),
    theirs.select("name", "step").toRecords(),
  );
  assert.deepEqual(
    ours.withColumns(pl.lit("x").alias("source")).toRecords(),
    theirs.withColumns(polars.lit("x").alias("source")).toRecords(),
  );
  assert.deepEqual(ours.head(2).rows(), theirs.head(2).rows());
  assert.deepEqual([ours.tail(1).rows(), ours.tail(9).rows()], [
    theirs.tail(1).rows(),
    theirs.rows(),
  ]);
  for (const by of ["name", "value", "step"]) {
    assert.deepEqual(ours.sort(by).rows(), theirs.sort(by).rows(), by);
  }
  for (const at of [0, 1, 3]) {
    assert.equal(ours.getColumn("value").get(at), theirs.getColumn("value").get(at));
  }
  const renamed = (p: typeof pl) => p.col("name").str.replace("a", "A").alias("name");
  assert.deepEqual(
    ours.withColumns(renamed(pl)).toRecords(),
    theirs.withColumns(renamed(polars as unknown as typeof pl) as never).toRecords(),
  );
});

Deno.test("tables are put below each other as polars does", () => {
  const [ours, theirs] = [pl.DataFrame(rows), polars.DataFrame(rows)];
  assert.deepEqual(
    pl.concat([ours, ours.head(2)]).toRecords(),
    polars.concat([theirs, theirs.head(2)]).toRecords(),
  );
  assert.throws(() => pl.concat([ours, ours.select("step")]), /tables of the same columns/);
  assert.throws(() => pl.concat([]), /at least one table/);
});

Deno.test("numbers of a column are summed up as polars does", () => {
  const [ours, theirs] = [pl.DataFrame(rows), polars.DataFrame(rows)];
  for (const name of ["step", "value"]) {
    const [own, other] = [ours.getColumn(name), theirs.getColumn(name)];
    for (const what of ["mean", "sum", "min", "max"] as const) {
      assert.equal(own[what](), other[what](), `${what} of ${name}`);
    }
  }
});

Deno.test("what these tables lack says where it is to be had", () => {
  const table = pl.DataFrame(rows) as unknown as { groupBy(name: string): void };
  assert.throws(() => table.groupBy("name"), { name: "NotHere", message: /needs Deno/ });
  assert.throws(
    () => pl.DataFrame(rows).getColumn("nothing"),
    /no column "nothing"; there are step/,
  );
  assert.throws(() => pl.readParquet("../data/none.parquet"), /none.parquet did not come/);
});
