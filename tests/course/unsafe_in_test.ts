import assert from "node:assert/strict";
import { unsafeIn } from "saddle/course/unsafe_in.ts";
import { ACTING, ASKING, LEADING, UNCLOSED } from "./hostile_cells.ts";

/** A picture whose data are cut out before a piece is looked through. */
const picture = (letter: string) => `data:image/png;base64,${letter.repeat(100)}`;

Deno.test("what was refused once is refused again, and names the same", () => {
  for (const html of [...ACTING, ...ASKING, ...LEADING, ...UNCLOSED]) {
    const problem = unsafeIn(html);
    assert.notEqual(problem, undefined, html);
    assert.equal(unsafeIn(html), problem);
  }
});

Deno.test("what a piece that passed is not made of is looked at, also beside another picture", () => {
  for (const html of [...ACTING, ...ASKING, ...LEADING]) {
    const piece = (letter: string) => `<p>a <img src="${picture(letter)}" alt=""></p>`;
    assert.equal(unsafeIn(piece("A")), undefined);
    assert.equal(unsafeIn(piece("B")), undefined);
    assert.notEqual(unsafeIn(piece("A") + html), undefined, html);
  }
  assert.match(unsafeIn(`<img src="${picture("A")}" onload="f()">`) ?? "", /the handler onload/);
  assert.match(unsafeIn(`<div>a <img src="${picture("A")}" alt="">`) ?? "", /does not end/);
});

Deno.test("data of a picture that leave their attribute are no data", () => {
  const html = `<img src="${picture("A")}" alt=""><img src="${picture("A")}"onerror=f()>`;
  assert.match(unsafeIn(html) ?? "", /the handler onerror/);
});
