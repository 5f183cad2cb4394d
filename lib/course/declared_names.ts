import { parseCell } from "./parse_cell.ts";

/** A name that a cell declares for those after it. */
export interface DeclaredName {
  /** The name. */
  name: string;
  /** The line in the cell, from 1. */
  line: number;
}

/** The little of a statement in Babel's tree that is read here. */
interface Statement {
  type: string;
  loc?: { start: { line: number } } | null;
  id?: { type: string; name?: string } | null;
  declaration?: Statement | null;
  declarations?: { id: { type: string; name?: string } }[];
  specifiers?: { local: { name?: string } }[];
}

/**
 * The names that a cell declares at its top: what it imports, types and enumerations too. Names in
 * patterns, such as `const { a } = b`, are left out.
 *
 * @param source The cell's code.
 */
export function declaredNames(source: string): DeclaredName[] {
  const statements = (parseCell(source)?.body ?? []) as unknown as Statement[];
  return statements.flatMap((statement) => {
    const line = statement.loc?.start.line ?? 1;
    return namesIn(statement).map((name) => ({ name, line }));
  });
}

function namesIn({ type, id, declaration, declarations, specifiers }: Statement): string[] {
  if (type.startsWith("Export")) return declaration ? namesIn(declaration) : [];
  const ids = [
    ...(id ? [id] : []),
    ...(declarations ?? []).map(({ id }) => id),
    ...(type === "ImportDeclaration" ? specifiers ?? [] : []).map(({ local }) => local),
  ];
  return ids.flatMap(({ name }) => name ?? []);
}
