import type { FileEdges } from "@releaser/workflows";
import { failures } from "../failures.ts";
import { lookAt } from "../fix/look-at.ts";
import { writeFiles } from "../fix/write-files.ts";

/** Files below a root: none is read or written through a link, and each is replaced in one step. Throws `E_FIX_WRITE`. */
export function fileEdges(root: string): FileEdges {
  return {
    read: (file) => {
      const { text, why } = lookAt(root, file);
      if (why !== undefined) throw failures.E_FIX_WRITE({ file, why, written: [], left: [file] });
      return text;
    },
    write: (change) => writeFiles(root, [change]),
  };
}
