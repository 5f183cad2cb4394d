import { escapeHtml } from "../escape_html.ts";
import type { DocType, Members, Param, Resolution, TypeParam } from "./doc_json.ts";

/** Gives the address of a type of the library; nothing where a name is none. */
export type TypeLink = (name: string, resolution: Resolution | undefined) => string | undefined;

/** What a function takes, as its signature shows it. */
export interface ShownParam {
  /** Its name; `options` for what the function takes apart at once. */
  readonly name: string;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** Whether it stands for all that follow. */
  readonly rest: boolean;
  /** Its type, where one is written. */
  readonly type: DocType | undefined;
}

/**
 * A type as HTML, on one line. Members that cannot be written to are not marked, as almost none of
 * the library's can.
 *
 * @param type The type; `unknown` where there is none.
 * @param link Finds the library's own types.
 */
export function typeHtml(type: DocType | undefined, link: TypeLink): string {
  if (type === undefined) return "unknown";
  const html = (type: DocType | undefined) => typeHtml(type, link);
  switch (type.kind) {
    case "keyword":
      return type.value;
    case "literal":
      return literalHtml(type);
    case "typeRef":
      return refHtml(type.value, link);
    case "typeQuery":
      return `typeof ${escapeHtml(type.value)}`;
    case "array":
      return `${grouped(type.value, link)}[]`;
    case "union":
      return type.value.map(html).join(" | ");
    case "intersection":
      return type.value.map(html).join(" &amp; ");
    case "tuple":
      return `[${type.value.map(html).join(", ")}]`;
    case "parenthesized":
      return `(${html(type.value)})`;
    case "optional":
      return `${html(type.value)}?`;
    case "rest":
      return `...${html(type.value)}`;
    case "typeOperator":
      return `${type.value.operator} ${html(type.value.tsType)}`;
    case "indexedAccess":
      return `${html(type.value.objType)}[${html(type.value.indexType)}]`;
    case "infer":
      return `infer ${escapeHtml(type.value.typeParam.name)}`;
    case "fnOrConstructor": {
      const { params, typeParams, tsType } = type.value;
      return `${typeParamsHtml(typeParams, link)}${paramsHtml(params, link)} =&gt; ${html(tsType)}`;
    }
    case "typeLiteral":
      return literalMembersHtml(type.value, link);
    default:
      return rareHtml(type, link);
  }
}

type Rare = Extract<DocType, { kind: "mapped" | "conditional" | "typePredicate" }>;

function rareHtml(type: Rare, link: TypeLink): string {
  const html = (type: DocType | undefined) => typeHtml(type, link);
  if (type.kind === "mapped") {
    const { typeParam: { name, constraint }, optional, tsType } = type.value;
    const mark = optional ? "?" : "";
    return `{ [${escapeHtml(name)} in ${html(constraint)}]${mark}: ${html(tsType)} }`;
  }
  if (type.kind === "conditional") {
    const { checkType, extendsType, trueType, falseType } = type.value;
    return `${html(checkType)} extends ${html(extendsType)} ? ${html(trueType)} : ${
      html(falseType)
    }`;
  }
  if (type.kind === "typePredicate") {
    const { asserts, param, type: is } = type.value;
    return `${asserts ? "asserts " : ""}${param.name ?? "this"}${is ? ` is ${html(is)}` : ""}`;
  }
  // Another version of deno doc may know more kinds
  return escapeHtml((type as { repr?: string }).repr || "unknown");
}

function literalHtml({ value, repr = "" }: Extract<DocType, { kind: "literal" }>): string {
  if (value.kind === "string") return escapeHtml(JSON.stringify(value.string ?? repr));
  return escapeHtml(value.kind === "template" ? `\`${repr.replace(/^`|`$/g, "")}\`` : repr);
}

function refHtml(
  { typeName, typeParams = [], resolution }: Extract<DocType, { kind: "typeRef" }>["value"],
  link: TypeLink,
): string {
  const href = link(typeName, resolution), name = escapeHtml(typeName);
  const linked = href === undefined ? name : `<a href="${href}">${name}</a>`;
  if (typeParams.length === 0) return linked;
  return `${linked}&lt;${typeParams.map((type) => typeHtml(type, link)).join(", ")}&gt;`;
}

/** What would be read otherwise without brackets before `[]`. */
function grouped(type: DocType, link: TypeLink): string {
  const html = typeHtml(type, link);
  const loose = ["union", "intersection", "fnOrConstructor", "typeOperator", "conditional"];
  return loose.includes(type.kind) ? `(${html})` : html;
}

function literalMembersHtml(members: Members, link: TypeLink): string {
  const { properties = [], methods = [], indexSignatures = [], callSignatures = [] } = members;
  const parts = [
    ...callSignatures.map((call) => callHtml("", call, link)),
    ...indexSignatures.map(({ params, tsType }) =>
      `[${paramsHtml(params, link).slice(1, -1)}]: ${typeHtml(tsType, link)}`
    ),
    ...properties.map((property) => propertyHtml(property, link)),
    ...methods.map((method) => callHtml(method.name ?? "", method, link)),
  ];
  return parts.length === 0 ? "{}" : `{ ${parts.join("; ")} }`;
}

/** A member with its type. */
export function propertyHtml(
  { name, optional, tsType }: { name: string; optional?: boolean; tsType?: DocType },
  link: TypeLink,
): string {
  const key = /^[\w$]+$/.test(name) ? name : escapeHtml(JSON.stringify(name));
  return `${key}${optional ? "?" : ""}${tsType ? `: ${typeHtml(tsType, link)}` : ""}`;
}

/** A function with what it takes and gives, on one line. */
export function callHtml(
  name: string,
  { params, typeParams, returnType, tsType }: {
    params: readonly Param[];
    typeParams?: readonly TypeParam[];
    returnType?: DocType;
    tsType?: DocType;
  },
  link: TypeLink,
): string {
  const gives = returnType ?? tsType;
  return `${escapeHtml(name)}${typeParamsHtml(typeParams, link)}${paramsHtml(params, link)}${
    gives === undefined ? "" : `: ${typeHtml(gives, link)}`
  }`;
}

/** Types that are left open, with brackets; nothing where there are none. */
export function typeParamsHtml(
  typeParams: readonly TypeParam[] | undefined,
  link: TypeLink,
): string {
  if (typeParams === undefined || typeParams.length === 0) return "";
  const parts = typeParams.map(({ name, constraint, default: usual }) =>
    escapeHtml(name) + (constraint ? ` extends ${typeHtml(constraint, link)}` : "") +
    (usual ? ` = ${typeHtml(usual, link)}` : "")
  );
  return `&lt;${parts.join(", ")}&gt;`;
}

function paramsHtml(params: readonly Param[], link: TypeLink): string {
  return `(${params.map((param) => paramHtml(shownParam(param), link)).join(", ")})`;
}

/** One of what a function takes, with its type. */
export function paramHtml({ name, optional, rest, type }: ShownParam, link: TypeLink): string {
  const mark = optional ? "?" : "";
  return `${rest ? "..." : ""}${escapeHtml(name)}${mark}: ${typeHtml(type, link)}`;
}

/** A parameter without its pattern and default. */
export function shownParam(param: Param): ShownParam {
  switch (param.kind) {
    case "identifier":
      return { name: param.name, optional: param.optional, rest: false, type: param.tsType };
    case "assign": {
      const shown = shownParam(param.left);
      return { ...shown, optional: true, type: shown.type ?? param.tsType };
    }
    case "rest": {
      const shown = shownParam(param.arg);
      return { ...shown, rest: true, type: param.tsType ?? shown.type };
    }
    case "array": {
      const names = param.elements.map((element) => element ? shownParam(element).name : "");
      const { optional, tsType: type } = param;
      return { name: `[${names.join(", ")}]`, optional, rest: false, type };
    }
    case "object": {
      const { optional, tsType: type } = param;
      return { name: nameOfPattern(type), optional, rest: false, type };
    }
  }
}

function nameOfPattern(type: DocType | undefined): string {
  if (type?.kind !== "typeRef") return "options";
  const { typeName: name, typeParams = [] } = type.value;
  if (/^(Pick|Omit|Partial|Readonly|Required)$/.test(name)) return nameOfPattern(typeParams[0]);
  return /Options$/.test(name) ? "options" : name.charAt(0).toLowerCase() + name.slice(1);
}
