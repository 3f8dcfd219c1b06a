/** What a contract says of itself, beside its schema. */
export interface ContractHead {
  readonly id: unknown;
  readonly owner: unknown;
}

/**
 * The head of a contract in YAML, by line: parsing all of it takes far longer, and these two are asked for before every
 * build. Undefined where it is written in any other way than plain keys that are not indented, each of the two with its value in
 * the same line alone: then a YAML parser has to look.
 */
export function scanContractHead(text: string): ContractHead | undefined {
  const stated = new Map<string, string>();
  let last = "";
  for (const line of text.replace(/^\uFEFF/u, "").split(/\r?\n/u)) {
    if (/^ *(?:#|$)/u.test(line)) continue;
    if (line.startsWith(" ")) {
      // Before any key it may open a scalar of many lines.
      if (last === "" || last === "contract" || last === "owner") return undefined;
      continue;
    }
    const [, key, value = ""] = /^(\$?[A-Za-z][\w-]*):(?: +(.*))?$/u.exec(line) ?? [];
    if (key === undefined || stated.has(key)) return undefined;
    stated.set(key, value);
    last = key;
  }
  const [id, owner] = [textOf(stated.get("contract")), textOf(stated.get("owner"))];
  return id === null || owner === null ? undefined : { id, owner };
}

/** A scalar of one line that YAML reads as a text; null where that is not certain. */
function textOf(written: string | undefined): string | null | undefined {
  if (written === undefined) return undefined;
  const bare = written.replace(/[ \t]+#.*$/u, "").replace(/[ \t]+$/u, "");
  const [, quoted] = /^"([^"\\]+)"$/u.exec(bare) ?? /^'([^']+)'$/u.exec(bare) ?? [];
  if (quoted !== undefined) return quoted;
  return /^[A-Za-z][\w./-]*$/u.test(bare) && !/^(?:true|false|null)$/iu.test(bare) ? bare : null;
}
