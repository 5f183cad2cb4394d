/** The part of what `deno doc --json` writes that the reference is made from. */
export interface DocFile {
  /** The rooms by the addresses of their doors. */
  readonly nodes: Readonly<Record<string, DocRoom>>;
}

/** A room as its door shows it. */
export interface DocRoom {
  readonly module_doc?: JsDoc;
  readonly symbols: readonly DocSymbol[];
}

/** A name that a door gives out; functions may be declared several times. */
export interface DocSymbol {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

/** Where something is declared. */
export interface Place {
  /** The address of the file. */
  readonly filename: string;
  readonly line: number;
  readonly col: number;
}

/** What stands in a comment above something. */
export interface JsDoc {
  readonly doc?: string;
  readonly tags?: readonly Tag[];
}

/** `@param`, `@throws` and the like. */
export interface Tag {
  readonly kind: string;
  readonly name?: string;
  readonly doc?: string;
  readonly tsType?: DocType;
}

/** One declaration of a symbol. */
export type Declaration =
  & { readonly location: Place; readonly jsDoc?: JsDoc }
  & (
    | { readonly kind: "function"; readonly def: Callable }
    | { readonly kind: "interface"; readonly def: Members }
    | { readonly kind: "class"; readonly def: ClassMembers }
    | { readonly kind: "typeAlias"; readonly def: Alias }
    | { readonly kind: "variable"; readonly def: { readonly tsType?: DocType } }
    | { readonly kind: "reference"; readonly def: { readonly target: Place } }
  );

/** What can be called: a function, a method, a constructor, a type of functions. */
export interface Callable {
  readonly hasBody?: boolean;
  readonly params: readonly Param[];
  readonly returnType?: DocType;
  readonly typeParams?: readonly TypeParam[];
}

/** What an object has. */
export interface Members {
  readonly properties?: readonly Property[];
  readonly methods?: readonly Method[];
  readonly callSignatures?: readonly Method[];
  readonly indexSignatures?: readonly { readonly params: readonly Param[]; tsType?: DocType }[];
  readonly typeParams?: readonly TypeParam[];
  readonly extends?: readonly DocType[];
}

/** What a class has. */
export interface ClassMembers {
  readonly constructors?: readonly Method[];
  readonly properties?: readonly Property[];
  readonly methods?: readonly (Method & { readonly functionDef?: Callable })[];
  readonly typeParams?: readonly TypeParam[];
  readonly extends?: string;
}

/** A name for a type. */
export interface Alias {
  readonly tsType: DocType;
  readonly typeParams?: readonly TypeParam[];
}

/** A value that an object has. */
export interface Property {
  readonly name: string;
  readonly optional?: boolean;
  readonly tsType?: DocType;
  readonly jsDoc?: JsDoc;
}

/** A function that an object has. */
export interface Method extends Callable {
  readonly name?: string;
  readonly optional?: boolean;
  readonly tsType?: DocType;
  readonly jsDoc?: JsDoc;
}

/** A type that is left open. */
export interface TypeParam {
  readonly name: string;
  readonly constraint?: DocType;
  readonly default?: DocType;
}

/** What a function takes: a name, or a pattern that takes an object or an array apart. */
export type Param =
  | { readonly kind: "identifier"; readonly name: string; optional: boolean; tsType?: DocType }
  | { readonly kind: "assign"; readonly left: Param; readonly tsType?: DocType }
  | { readonly kind: "rest"; readonly arg: Param; readonly tsType?: DocType }
  | { readonly kind: "object"; readonly optional: boolean; readonly tsType?: DocType }
  | {
    readonly kind: "array";
    readonly elements: readonly (Param | null)[];
    readonly optional: boolean;
    readonly tsType?: DocType;
  };

/** Where a name in a type comes from. */
export interface Resolution {
  readonly kind: "local" | "import" | "typeParam";
  readonly specifier?: string;
  readonly name?: string;
}

/** The kinds of types that hold others. */
interface TypeValues {
  keyword: string;
  typeQuery: string;
  typeRef: {
    readonly typeName: string;
    readonly typeParams?: readonly DocType[];
    readonly resolution?: Resolution;
  };
  array: DocType;
  union: readonly DocType[];
  intersection: readonly DocType[];
  tuple: readonly DocType[];
  parenthesized: DocType;
  optional: DocType;
  rest: DocType;
  typeLiteral: Members;
  typeOperator: { readonly operator: string; readonly tsType: DocType };
  fnOrConstructor: Omit<Callable, "returnType"> & { readonly tsType: DocType };
  indexedAccess: { readonly objType: DocType; readonly indexType: DocType };
  infer: { readonly typeParam: TypeParam };
  mapped: {
    readonly typeParam: TypeParam;
    readonly tsType?: DocType;
    readonly optional?: boolean | string;
  };
  conditional: {
    readonly checkType: DocType;
    readonly extendsType: DocType;
    readonly trueType: DocType;
    readonly falseType: DocType;
  };
  literal: { readonly kind: string; readonly string?: string };
  typePredicate: {
    readonly asserts: boolean;
    readonly param: { readonly type: string; readonly name?: string };
    readonly type?: DocType;
  };
}

/** A type; `repr` is its text where it is a short one. */
export type DocType = {
  [kind in keyof TypeValues]: {
    readonly kind: kind;
    readonly value: TypeValues[kind];
    readonly repr?: string;
  };
}[keyof TypeValues];
