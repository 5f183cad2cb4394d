import assert from "node:assert/strict";
import { codeToHtml } from "shiki";
import { highlighter } from "saddle/course/mod.ts";
import { themePair } from "saddle/course/theme_pair.ts";

const highlight = await highlighter();

/** Code with words of many kinds, shaped letters too (an escape in a pattern is bold). */
const CODES = {
  typescript: "// one\nconst a: number[] = [1, 2.5e3];\nexport class B<T> extends C {\n" +
    "  #x = /\\(.[^a]*\\d$/gu;\n  f(y = `${a[0]} \\n`) { return y && this.#x; }\n}\n",
  json: '{"a": [1, "x\\n", null], "b": true}',
  yaml: "a: 1\nb:\n  - x # c\n  - 'y'\n",
  shell: 'export A="$B"\nls -la | grep x && echo $((1 + 2)) # c',
  python: '@d\ndef f(x):\n    """doc"""\n    return x ** 2, r\'(a|b)+\\d\'  # c',
};

for (const [lang, code] of Object.entries(CODES)) {
  Deno.test(`${lang} has the colours that Shiki gives with each theme by itself`, async () => {
    const themes = { light: "github-light", dark: "github-dark" };
    assert.equal(
      highlight(code, lang),
      await codeToHtml(code, { lang, themes, defaultColor: false }),
    );
  });
}

Deno.test("code of a language that is not known stays plain", () => {
  const plain = '<pre class="plain" tabindex="0"><code>a &lt; b</code></pre>';
  assert.equal(highlight("a < b", "brainfuck"), plain);
});

Deno.test("the same code in two languages is coloured in each", () => {
  assert.notEqual(highlight("# x", "python"), highlight("# x", "typescript"));
});

Deno.test("themes with rules for different words are no pair", () => {
  const theme = (name: string, scope: string, settings: { fontStyle?: string }) => ({
    name,
    tokenColors: [{ scope, settings: { foreground: "#123456", ...settings } }],
  });
  const light = theme("day", "comment", {});
  assert.throws(() => themePair(light, theme("night", "string", {})), {
    message: "the themes day and night have rules for different words",
  });
  assert.throws(() => themePair(light, theme("night", "comment", { fontStyle: "bold" })));
});
