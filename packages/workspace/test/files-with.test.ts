import fc from "fast-check";
import { memoryFiles } from "@releaser/testkit";
import { expect, test } from "vitest";
import { filesWith } from "../src/files-with.ts";

const name = fc.constantFrom("a", "b", "c.json");
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));

/** Texts of which none is a folder of another. */
const tree = fc
  .dictionary(path, fc.string())
  .map((texts) => Object.entries(texts).filter(([one]) => !Object.keys(texts).some((two) => two.startsWith(`${one}/`))))
  .map((entries) => new Map(entries));

test("a tree with texts laid over it is the tree that would be there once they are written", () => {
  fc.assert(
    fc.property(tree, tree, (there, over) => {
      const all = new Map([...there, ...over]);
      fc.pre([...all.keys()].every((one) => ![...all.keys()].some((two) => two.startsWith(`${one}/`))));
      const [laid, written] = [filesWith(memoryFiles(there), over), memoryFiles(all)];
      for (const file of [...all.keys(), "absent"]) {
        expect([laid.read(file), laid.read(file, 2), laid.head(file)]).toEqual([
          written.read(file),
          written.read(file, 2),
          written.head(file),
        ]);
      }
      for (const dir of [".", "a", "a/b", "absent"]) {
        const sorted = (files: typeof laid): readonly unknown[] =>
          [...files.list(dir)].toSorted((one, two) => (one.name < two.name ? -1 : 1));
        expect(sorted(laid)).toEqual(sorted(written));
      }
    }),
  );
});
