/**
 * Loaded before a program with `node --import`: writes every path below its working directory that the program opens, one to a
 * line, into the file that `RECORD_READS` names.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { relative, resolve, sep } from "node:path";

const root = process.cwd();
const seen = new Set<string>();

function note(path: unknown): void {
  if (typeof path !== "string" && !(path instanceof URL)) return;
  const file = relative(root, resolve(typeof path === "string" ? path : path.pathname));
  if (file !== "" && !file.startsWith("..")) seen.add(file.split(sep).join("/"));
}

const { openSync, readFileSync } = fs;
const { open, readFile } = fs.promises;
fs.openSync = (path, ...rest): number => (note(path), openSync(path, ...rest));
fs.readFileSync = new Proxy(readFileSync, {
  apply: (ask, self, args) => (note(args[0]), Reflect.apply(ask, self, args)),
});
fs.promises.open = async (path, ...rest) => (note(path), await open(path, ...rest));
fs.promises.readFile = new Proxy(readFile, {
  apply: (ask, self, args) => (note(args[0]), Reflect.apply(ask, self, args)),
});
syncBuiltinESMExports();

process.on("exit", () => {
  fs.writeFileSync(process.env["RECORD_READS"] ?? "", [...seen].join("\n"));
});
