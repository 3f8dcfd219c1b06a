import { readFileSync } from "node:fs";
import { hasErrorCode } from "@releaser/core";

/** The text of a file, also where a link leads to it; undefined where there is none. Throws where it is there and cannot be read. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasErrorCode(error, ...absentCodes)) return undefined;
    throw error;
  }
}

/** No such file: nothing of that name, a folder, a link that leads to itself, or a name that no file can have. */
const absentCodes: readonly string[] = [
  "ENOENT",
  "ENOTDIR",
  "EISDIR",
  "ELOOP",
  "ENAMETOOLONG",
  "ERR_INVALID_ARG_VALUE",
];
