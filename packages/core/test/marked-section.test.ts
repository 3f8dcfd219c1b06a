import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMarkedSection, renderMarkedSection } from "../src/index.ts";

const hint = "kept as it stands";

function written(content: string): string {
  return `# Ours\n\n${renderMarkedSection("people", { hint, content })}\n\nOurs again.\n`;
}

const around = { before: "# Ours\n", after: "\nOurs again.\n" };

test("what people wrote is found again, with any line ends and beside other sections", () => {
  expect(readMarkedSection(written("A word.\n\n  Another."), "people")).toEqual({
    is: "there",
    content: "A word.\n\n  Another.",
    ...around,
  });
  const crlf = written("").replaceAll("\n", "\r\n");
  expect(readMarkedSection(crlf, "people")).toEqual({ is: "there", content: "", ...around });
  expect(readMarkedSection(written("x"), "others")).toEqual({ is: "absent" });
  expect(readMarkedSection("# Ours\n", "people")).toEqual({ is: "absent" });
  const quoted = ["> ", "  ", "- ", "`"].map((before) => `${before}<!-- releaser:begin people -->\n`).join("");
  expect(readMarkedSection(`${quoted}${written("x")}`, "people")).toEqual({
    is: "there",
    content: "x",
    before: `${quoted}${around.before}`,
    after: around.after,
  });
});

test("markers may be comments that a # begins, as in YAML", () => {
  const content = "  mine:\n    runs-on: here";
  const text = `jobs:\n${renderMarkedSection("jobs", { hint, content, syntax: "hash" })}\n`;
  expect(text).toContain("\n  # releaser:begin jobs · kept as it stands\n\n  mine:\n");
  expect(readMarkedSection(text, "jobs", "hash")).toEqual({ is: "there", content, before: "jobs:", after: "" });
  const bent = text.replace("  # releaser:end", "# releaser:end");
  expect(readMarkedSection(bent, "jobs", "hash")).toMatchObject({ is: "broken", line: 7 });
  expect(readMarkedSection(text, "jobs")).toEqual({ is: "absent" });
});

describe("a marker that somebody bent is told:", () => {
  const good = written("x");
  test.each([
    ["no end", good.replace(/^.*releaser:end.*\n/mu, ""), 3, "it has no end"],
    ["no beginning", good.replace(/^.*releaser:begin.*\n/mu, ""), 6, "the end stands here, and no beginning above it"],
    ["two beginnings", good.replace(/^(.*releaser:begin.*)$/mu, "$1\n$1"), 4, "it begins a second time"],
    ["twice", `${good}${good}`, 12, "its markers are there more than once"],
    ["indented", good.replace("<!-- releaser:end", " <!-- releaser:end"), 7, "this marker is not as it was written"],
    ["another case", good.replace("releaser:begin", "Releaser:Begin"), 3, "this marker is not as it was written"],
    ["no name", good.replace("releaser:end people", "releaser:end"), 7, "this marker is not as it was written"],
    ["behind a word", good.replace("<!-- releaser:end", "x <!-- releaser:end"), 3, "it has no end"],
    ["joined", good.replace("\n\nx", " x"), 3, "this marker is not as it was written"],
  ])("%s", (_, text, line, why) => {
    expect(readMarkedSection(text, "people")).toEqual({ is: "broken", line, why });
  });
});

test("whatever is written between the markers comes back, or they are told to be broken", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", " ", "\n", "\n<!-- releaser:end people -->", "# x") }),
      (typed) => {
        const found = readMarkedSection(written(typed), "people");
        const content = typed.replace(/^(?:[ \t]*\n)+/u, "").trimEnd();
        expect(typed.includes("releaser:") ? found.is : found).toEqual(
          typed.includes("releaser:") ? "broken" : { is: "there", content, ...around },
        );
      },
    ),
  );
});
