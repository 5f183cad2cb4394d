import { type CSSToken, tokenize, TokenType } from "@csstools/css-tokenizer";

/**
 * The addresses in CSS that a browser may ask for: those in `url()` and its like, and texts that
 * could become one, as in `@import` or by a variable. Comments, and the names of `@namespace`, are
 * none.
 *
 * @param css A style sheet, the style of one element or the value of a property.
 */
export function cssAddresses(css: string): string[] {
  const tokens = tokenize({ css }), found: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (isNamespace(token)) {
      while (at < tokens.length && tokens[at]?.[0] !== TokenType.Semicolon) at++;
    } else found.push(...addressesIn(token));
  }
  return found;
}

/** The same where CSS stands in an attribute that is not `style`: there only `url()` leads away. */
export function urlsInValue(value: string): string[] {
  if (!value.includes("(")) return [];
  const tokens = tokenize({ css: value });
  return tokens.flatMap((token, at) =>
    token[0] === TokenType.String && !isInUrl(tokens, at) ? [] : addressesIn(token)
  );
}

function isNamespace([type, , , , value]: CSSToken): boolean {
  return type === TokenType.AtKeyword &&
    (value as { value: string }).value.toLowerCase() === "namespace";
}

/** Functions whose texts are addresses. */
const URLS = new Set(["url", "src", "image", "image-set", "-webkit-image-set"]);

function isInUrl(tokens: readonly CSSToken[], at: number): boolean {
  const before = tokens.slice(0, at).findLast(([type]) =>
    type !== TokenType.Whitespace && type !== TokenType.Comment
  );
  return before?.[0] === TokenType.Function && URLS.has(before[4].value.toLowerCase());
}

function addressesIn([type, text, , , value]: CSSToken): string[] {
  switch (type) {
    case TokenType.URL:
    case TokenType.String:
      return [(value as { value: string }).value.trim()];
    // Browsers leave it out; who reads less closely does not
    case TokenType.BadURL:
    case TokenType.BadString:
      return text.match(/[a-z][a-z\d+.-]*:[^"')]*|[\\/]{2}[^"')]*/gi) ?? [];
    default:
      return [];
  }
}
