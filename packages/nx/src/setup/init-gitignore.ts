const folder = ".releaser";

/** `.gitignore` with the folder of the tarballs, which would otherwise be sources to nx. */
export function initGitignore(text = ""): string {
  const isThere = text.split(/\r?\n/u).some((line) => line.trim().replaceAll(/^\/|\/$/gu, "") === folder);
  if (isThere) return text;
  return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${folder}/\n`;
}
