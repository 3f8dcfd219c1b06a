/** What a step writes into the file of `GITHUB_OUTPUT` or `GITHUB_ENV`: `name=value` lines, and `name<<END` to `END`. Throws on anything else. */
export function parseRunFile(text: string): Readonly<Record<string, string>> {
  const lines = text.split("\n");
  const found: Record<string, string> = {};
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const [, name = "", sign, rest = ""] = /^([^=<]+?)(=|<<)(.*)$/u.exec(line) ?? [];
    if (sign === "=") found[name] = rest;
    else if (sign === "<<") {
      const end = lines.indexOf(rest, at + 1);
      if (end === -1) throw new Error(`${name} has no end ${rest}`);
      found[name] = lines.slice(at + 1, end).join("\n");
      at = end;
    } else if (line !== "") throw new Error(`no line of GITHUB_OUTPUT: ${line}`);
  }
  return found;
}
