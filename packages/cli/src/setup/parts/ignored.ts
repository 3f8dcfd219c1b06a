import { ownFolder } from "../../context.ts";
import { setupFiles } from "../facts.ts";
import type { SetupPart } from "../setup.ts";

/** What lies in our own folder belongs to no commit. */
export const ignored: SetupPart = ({ texts }) => {
  const file = setupFiles.ignore;
  const before = texts.get(file);
  if (before !== undefined && names.test(before)) return undefined;
  const eol = before?.includes("\r\n") === true ? "\r\n" : "\n";
  const above = before === undefined || before === "" || before.endsWith("\n") ? before : `${before}${eol}`;
  return { file, before, after: `${above ?? ""}${ownFolder}/${eol}`, why: "evidence and packed files stay out of git" };
};

const names = /^(?:\/|\*\*\/)?\.releaser\/?[ \t]*\r?$/mu;
