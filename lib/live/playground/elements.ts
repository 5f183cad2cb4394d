/// <reference lib="dom" />

/** An element with properties and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<Omit<HTMLElementTagNameMap[K], "style">> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The element with an id, which the page has. */
export function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found as T;
}

/** A choice among named things, with its label. */
export function select<T extends string>(
  { id, label, options, value, onChange }: {
    readonly id: string;
    readonly label: string;
    readonly options: Readonly<Record<T, string>>;
    readonly value: T;
    readonly onChange: (value: T) => void;
  },
): HTMLLabelElement {
  const control = element("select", { id });
  for (const [name, words] of Object.entries<string>(options)) {
    control.append(element("option", { value: name, textContent: words }));
  }
  control.value = value;
  control.addEventListener("change", () => onChange(control.value as T));
  return element("label", { className: "field" }, element("span", {}, label), control);
}

/** A slider over some values, with its label and the value that it has. */
export function slider(
  { id, label, values, value, onChange }: {
    readonly id: string;
    readonly label: string;
    readonly values: readonly number[];
    readonly value: number;
    readonly onChange: (value: number) => void;
  },
): HTMLLabelElement {
  const shown = element("output");
  const control = element("input", {
    ...{ id, type: "range", min: "0", max: String(values.length - 1), step: "1" },
    value: String(values.indexOf(value)),
  });
  const chosen = () => values[Number(control.value)]!;
  const show = () => {
    shown.textContent = String(chosen());
    control.setAttribute("aria-valuetext", shown.textContent);
  };
  show();
  control.addEventListener("input", () => {
    show();
    onChange(chosen());
  });
  return element("label", { className: "field" }, element("span", {}, `${label} `, shown), control);
}

/** A box to tick, with its label. */
export function box(
  { id, label, checked, onChange }: {
    readonly id: string;
    readonly label: string;
    readonly checked: boolean;
    readonly onChange: (checked: boolean) => void;
  },
): HTMLLabelElement {
  const control = element("input", { id, type: "checkbox", checked });
  control.addEventListener("change", () => onChange(control.checked));
  return element("label", { className: "tick" }, control, label);
}

/** A button. */
export function button(id: string, words: string, onClick: () => void): HTMLButtonElement {
  const made = element("button", { id, type: "button", textContent: words });
  made.addEventListener("click", onClick);
  return made;
}

/** The folded code of what is shown, made anew when it is opened, with a button that copies it. */
export function codeBox(id: string, code: () => string): HTMLDetailsElement {
  const text = element("code"), pre = element("pre", { tabIndex: 0 }, text);
  const copy = button(`${id}-copy`, "Copy", async () => {
    text.textContent = code();
    try {
      await navigator.clipboard.writeText(text.textContent);
      copy.textContent = "Copied";
    } catch { // without the right to it, the reader copies what is selected
      getSelection()?.selectAllChildren(text);
      copy.textContent = "Selected";
    }
    setTimeout(() => copy.textContent = "Copy", 1500);
  });
  const details = element(
    "details",
    { id, className: "code-box" },
    element("summary", {}, "The code of this very run"),
    element("p", {}, "A cell of a notebook of the course that gives these numbers."),
    copy,
    pre,
  );
  details.addEventListener("toggle", () => text.textContent = details.open ? code() : "");
  return details;
}

/** A canvas as sharp as the screen, in CSS pixels; its context draws in these. */
export function sharp(canvas: HTMLCanvasElement): {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
} {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = Math.min(2, devicePixelRatio || 1);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext("2d")!;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return { context, width, height };
}
