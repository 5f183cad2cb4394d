import type { ShikiTransformer, ThemeRegistration } from "shiki";

/** Two themes as one; {@linkcode themePair} makes it. */
export interface ThemePair {
  /** The theme, each of whose colours stands for two. */
  readonly theme: ThemeRegistration & { readonly name: string };
  /** What code in this theme is made with. */
  readonly options: { readonly rootStyle: string; readonly transformers: ShikiTransformer[] };
}

/**
 * Makes one theme of a light and a dark one, so that Shiki reads code once and not once for each.
 * The HTML is what it makes of both themes without a default colour.
 *
 * @param light The theme of light pages.
 * @param dark That of dark pages.
 * @throws {Error} Where their rules are not for the same words in the same order.
 */
export function themePair(light: ThemeRegistration, dark: ThemeRegistration): ThemePair {
  const rules = light.tokenColors ?? [], others = dark.tokenColors ?? [];
  if (JSON.stringify(rules.map(wordsOf)) !== JSON.stringify(others.map(wordsOf))) {
    throw new Error(`the themes ${light.name} and ${dark.name} have rules for different words`);
  }
  const tokenColors = rules.map((rule, index) => {
    const { foreground, fontStyle } = rule.settings;
    const colour = both(foreground, others[index]?.settings.foreground);
    return {
      ...rule,
      settings: {
        ...(fontStyle === undefined ? {} : { fontStyle }),
        ...(colour === undefined ? {} : { foreground: colour }),
      },
    };
  });
  const ofEditor = (name: string) => both(light.colors?.[name], dark.colors?.[name]) ?? "";
  const ink = ofEditor("editor.foreground"), paper = ofEditor("editor.background");
  return {
    theme: {
      name: `shiki-themes ${light.name} ${dark.name}`,
      type: "light",
      colors: { "editor.foreground": ink, "editor.background": paper },
      tokenColors,
    },
    options: {
      rootStyle: `${variables(`color:${ink}`)};${variables(`background-color:${paper}`)}`,
      transformers: [{
        span({ properties }) {
          properties.style = variables(String(properties.style)).replace(/#\w+/g, upper);
        },
      }],
    },
  };
}

type Rule = NonNullable<ThemeRegistration["tokenColors"]>[number];

/** What a rule is for and how it shapes letters: themes of a pair differ in colours alone. */
function wordsOf({ scope, settings }: Rule): unknown[] {
  return [scope, settings.fontStyle, settings.foreground === undefined];
}

/** A colour of its own for each pair; Shiki takes what does not begin with # as it is. */
function both(light: string | undefined, dark: string | undefined): string | undefined {
  return light === undefined || dark === undefined ? undefined : `pair ${light} ${dark}`;
}

/** A style whose colours are pairs as variables of both themes. */
function variables(style: string): string {
  const parts = style.split(";").map((part) => {
    const [name = "", value = ""] = part.split(":");
    const [, light = value, dark = value] = /^pair (\S+) (\S+)$/.exec(value) ?? [];
    const end = name === "color" ? "" : name === "background-color" ? "-bg" : `-${name}`;
    return { light: `--shiki-light${end}:${light}`, dark: `--shiki-dark${end}:${dark}` };
  });
  return [...parts.map(({ light }) => light), ...parts.map(({ dark }) => dark)].join(";");
}

function upper(text: string): string {
  return text.toUpperCase();
}
