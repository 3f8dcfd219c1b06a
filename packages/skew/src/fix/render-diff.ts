import { styleText } from "node:util";
import { safeText, withoutCommands } from "@releaser/core";
import { FILE_HEADERS_ONLY, createTwoFilesPatch } from "diff";
import type { FileChange } from "./plan-fixes.ts";

/** The changes of files as a unified diff, such as `git diff` shows; in colours where told. No newline at the end. */
export function renderDiff(files: readonly FileChange[], options: { readonly color?: boolean } = {}): string {
  const paint = options.color === true ? painted : (line: string): string => line;
  return files
    .map(({ file, before, after }) => {
      const from = before === undefined ? "/dev/null" : `a/${file}`;
      const patch = createTwoFilesPatch(from, `b/${file}`, before ?? "", after, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      });
      return withoutCommands(safeText(patch)).trimEnd().split("\n").map(paint).join("\n");
    })
    .join("\n");
}

function painted(line: string): string {
  const style = /^(?:---|\+\+\+) /u.test(line) ? "bold" : styles[line.charAt(0)];
  return style === undefined ? line : styleText(style, line, { validateStream: false });
}

const styles: Readonly<Record<string, Parameters<typeof styleText>[0]>> = { "+": "green", "-": "red", "@": "cyan" };
