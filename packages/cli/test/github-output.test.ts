import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Outputs, renderOutputs } from "../src/terminal/github-output.ts";

/** Reads the file as GitHub's runner documents it: `name<<delimiter`, the lines of the value, the delimiter alone on a line. */
function parseOutputs(text: string): Outputs {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  while (lines.length > 1) {
    const [name = "", delimiter = ""] = (lines.shift() ?? "").split("<<");
    const end = lines.indexOf(delimiter);
    outputs[name] = lines.splice(0, end).join("\n");
    lines.shift();
  }
  return outputs;
}

describe("hostile.50 outputs for later jobs", () => {
  test("each value is read back as it is, whatever lines it has", () => {
    const line = fc.oneof(fc.string(), fc.constantFrom("released=true", "tag<<EOF", "EOF", "v9.9.9", "<<"));
    const value = fc.array(line, { maxLength: 5 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(fc.record({ tag: value, checksums: value, released: value }), (outputs) => {
        expect(parseOutputs(renderOutputs(outputs, "releaser-0f8fad5b"))).toEqual(outputs);
      }),
    );
  });

  test("a value that has the delimiter in it, on a line of its own or not, is refused", () => {
    for (const tag of ["releaser-1", "v1\nreleaser-1\nreleased<<releaser-1\ntrue", "areleaser-1b"]) {
      expect(() => renderOutputs({ tag }, "releaser-1")).toThrow(
        expect.objectContaining({ failure: expect.objectContaining({ code: "E_OUTPUTS", exit: 5 }) }),
      );
    }
  });
});
