import { type ImportExpression, type Node, parse, type Pattern, type Program } from "acorn";
import { transform } from "sucrase";

/** A cell as a script of its own. */
export interface CellScript {
  /**
   * A classic script. It declares the new names for itself and all later scripts, and makes
   * `saddleCell`, an async function whose result is the cell's value. Lines are those of the cell.
   */
  readonly script: string;
  /** The names that the cell declares. */
  readonly names: readonly string[];
}

/** A part of the text to be replaced. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Makes a script of a cell, as a notebook's kernel takes it: types are stripped (not checked),
 * names that it declares are known in later cells and may be declared again, `await` stands
 * anywhere, and the last expression is the cell's value. Imports become look-ups.
 *
 * @param source The cell, TypeScript.
 * @param label What lines of errors are told by.
 * @param known Names that earlier cells have declared.
 * @throws {SyntaxError} If it is no TypeScript, or exports something.
 */
export function transformCell(
  source: string,
  label: string,
  known: ReadonlySet<string> = new Set(),
): CellScript {
  const { code, program: { body } } = parsedCell(source, label);
  const parts = body.map((node, at) => partOf(node, code, at === body.length - 1));
  const names = [...new Set(parts.flatMap(({ names }) => names))];
  const head = parts.map(({ head }) => head).join("");
  const fresh = names.filter((name) => !known.has(name));
  const declared = fresh.length === 0 ? "" : `let ${fresh.join(", ")}; `;
  const keeps = parts.flatMap(({ keeps = [] }) => keeps)
    .map((name) => `${name}: (saddleGiven) => { ${name} = saddleGiven; }`);
  const keep = keeps.length === 0 ? "" : `self.saddleKeep = { ${keeps.join(", ")} }; `;
  const text = edited(code, [...parts.flatMap(({ edits }) => edits), ...body.flatMap(loaded)]);
  return {
    // the first line of the script is the first of the cell
    script: `${declared}${keep}self.saddleCell = async () => {"use strict"; ${head}${text}\n};\n` +
      `//# sourceURL=${label}`,
    names,
  };
}

/**
 * A cell without its types, and what it says.
 *
 * @throws {SyntaxError} If it is no TypeScript.
 */
export function parsedCell(
  source: string,
  label = "cell",
): { readonly code: string; readonly program: Program } {
  const { code } = transform(source, {
    transforms: ["typescript"],
    disableESTransforms: true,
    keepUnusedImports: true,
    filePath: label,
  });
  const program = parse(code, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowAwaitOutsideFunction: true,
  });
  return { code, program };
}

/** What becomes of a statement. */
interface Part {
  /** Names that it declares. */
  readonly names: readonly string[];
  /** Those of them that are functions. */
  readonly keeps?: readonly string[];
  /** What runs before everything else. */
  readonly head: string;
  readonly edits: readonly Edit[];
}

type Statement = Program["body"][number];

function partOf(node: Statement, code: string, isLast: boolean): Part {
  switch (node.type) {
    case "ImportDeclaration":
      return imported(node, code);
    case "VariableDeclaration":
      return {
        names: node.declarations.flatMap(({ id }) => namesIn(id)),
        head: "",
        edits: [
          { from: node.start, to: node.declarations[0]!.start, text: ";" },
          ...node.declarations.flatMap(({ init, start, end }) => [
            insert(start, "("),
            insert(end, init ? ")" : " = undefined)"),
          ]),
        ],
      };
    case "FunctionDeclaration": {
      // it stays where it is, so that it can be called above it, and is handed out at once
      const { name } = node.id;
      return {
        names: [name],
        keeps: [name],
        head: `self.saddleKeep.${name}(${name}); `,
        edits: [],
      };
    }
    case "ClassDeclaration":
      return {
        names: [node.id.name],
        head: "",
        edits: [insert(node.start, `;(${node.id.name} = `), insert(node.end, ");")],
      };
    case "ExpressionStatement":
      return { names: [], head: "", edits: isLast ? returned(node, node.expression) : [] };
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
    case "ExportAllDeclaration":
      throw new SyntaxError("A cell exports nothing: its names are known in later cells anyway.");
    default:
      return { names: [], head: "", edits: [] };
  }
}

/** `import("name")`, wherever it stands, becomes a look-up behind a promise. */
function loaded(node: Node): Edit[] {
  const own = node.type === "ImportExpression"
    ? [{ from: node.start, to: (node as ImportExpression).source.start, text: "saddleLoad(" }]
    : [];
  const within = Object.values(node).flat().filter((value): value is Node =>
    typeof value?.type === "string" && typeof value.start === "number"
  );
  return [...own, ...within.flatMap(loaded)];
}

const insert = (at: number, text: string): Edit => ({ from: at, to: at, text });

function returned(statement: Node, expression: Node): Edit[] {
  return [
    { from: statement.start, to: expression.start, text: "return (" },
    { from: expression.end, to: statement.end, text: ");" },
  ];
}

function imported(node: Extract<Statement, { type: "ImportDeclaration" }>, code: string): Part {
  const from = `saddleImport(${JSON.stringify(node.source.value)})`;
  const looked = node.specifiers.map((specifier) => {
    const name = specifier.local.name;
    if (specifier.type === "ImportNamespaceSpecifier") return `${name} = ${from};`;
    if (specifier.type === "ImportDefaultSpecifier") return `${name} = ${from}.default;`;
    const { imported } = specifier;
    const key = imported.type === "Identifier" ? imported.name : imported.value;
    return `${name} = ${from}[${JSON.stringify(key)}];`;
  });
  const blank = code.slice(node.start, node.end).replace(/[^\n]/g, "");
  return {
    names: node.specifiers.map(({ local }) => local.name),
    head: looked.length === 0 ? `${from};` : looked.join(" "),
    edits: [{ from: node.start, to: node.end, text: blank }],
  };
}

/** The names that a pattern gives to its parts. */
export function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === "RestElement" ? property.argument : property.value)
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => element === null ? [] : namesIn(element));
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    default:
      return [];
  }
}

function edited(code: string, edits: readonly Edit[]): string {
  let text = "", done = 0;
  for (const { from, to, text: put } of edits.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    text += code.slice(done, from) + put;
    done = to;
  }
  return text + code.slice(done);
}
