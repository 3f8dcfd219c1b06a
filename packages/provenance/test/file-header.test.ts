import fc from "fast-check";
import { growthOf } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { type FileHeader, parseFileHeader } from "../src/index.ts";

/** Values without their lines. */
const told = (header: FileHeader | undefined): unknown =>
  header && {
    by: header.producedBy?.value,
    rules: header.rulesHash?.value,
    decisions: header.decisions.map(({ value }) => value),
  };

const whole = { by: "BUILDER", rules: "BUILDER@1.2", decisions: ["D-0003"] };
const line = "ProducedBy=BUILDER RulesHash=BUILDER@1.2 Decision=D-0003";

describe("one line in any language's comment", () => {
  test.each([
    line,
    `/* ${line} */`,
    `/** ${line} */`,
    `// ${line}`,
    `# ${line}`,
    `<!-- ${line} -->`,
    `-- ${line}`,
    `; ${line}`,
    `% ${line}`,
    `(* ${line} *)`,
    `{/* ${line} */}`,
    `{# ${line} #}`,
    `""" ${line} """`,
    ` * ${line}`,
    `\uFEFF# ${line}\r\n`,
    `#!/usr/bin/env node\n// @ts-check\n/* ${line} */\n`,
    `// ${line} (#0123abc)`,
    "# Produced-By=BUILDER Rules-Hash=BUILDER@1.2 Decision-ID=D-0003",
    "# Produced-By: BUILDER RulesHash: BUILDER@1.2 Decision-ID: D-0003",
    "# ProducedBy=BUILDER, RulesHash=BUILDER@1.2, Decision=D-0003",
  ])("%j", (text) => expect(told(parseFileHeader(text))).toEqual(whole));
});

test("one to a line, each with its line", () => {
  const text = "#!/bin/sh\n# ProducedBy=BUILDER\n# RulesHash=BUILDER@1.2\n# Decision=D-0003, D-0004\n";
  expect(parseFileHeader(text)).toEqual({
    producedBy: { value: "BUILDER", line: 2 },
    rulesHash: { value: "BUILDER@1.2", line: 3 },
    decisions: [
      { value: "D-0003", line: 4 },
      { value: "D-0004", line: 4 },
    ],
  });
});

test("a sentinel names its decision anywhere in the first lines", () => {
  expect(told(parseFileHeader('import x from "y";\n\n// DecisionRef: D-0007\n'))).toEqual({
    by: undefined,
    rules: undefined,
    decisions: ["D-0007"],
  });
});

test("what is no id is kept as it stands, for others to judge", () => {
  const text = "# ProducedBy=A B RulesHash=<AGENT>@<version> Decision=D-10000, D-XXXX (#0123abc)";
  expect(told(parseFileHeader(text))).toEqual({
    by: "A B",
    rules: "<AGENT>@<version>",
    decisions: ["D-10000", "D-XXXX"],
  });
});

describe("what is no header", () => {
  test.each([
    "Every file has a header `ProducedBy=<AGENT> Decision=<D-####>`.",
    "const x = 'ProducedBy=BUILDER';",
    "Decision=approve\n",
    "Decision: Sign every tag.\n",
    "Decision-ID: D-0001\nRelated-Capsule: x@0123abcd\n",
    "ID: D-0001\nDecision: D-0002 stays\n",
    "",
    `${"\n".repeat(30)}# ${line}`,
  ])("%j", (text) => expect(parseFileHeader(text)).toBeUndefined());

  test("what explains a header below the one that is there", () => {
    const text = `<!-- ${line} -->\n\n# Headers\n\n\`\`\`\nProducedBy=<AGENT> Decision=<D-####>\n\`\`\`\n`;
    expect(told(parseFileHeader(text))).toEqual(whole);
  });
});

test("whatever a file begins with, its lines are its own", () => {
  const piece = fc.constantFrom(
    "ProducedBy=",
    "RulesHash=",
    "Decision=",
    "DecisionRef: ",
    "D-0001",
    "# ",
    "\n",
    " ",
    "*/",
    ",",
    "x",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      const lines = text.split(/\r\n|\n|\r/u);
      const header = parseFileHeader(text);
      const fields = header ? [header.producedBy, header.rulesHash, ...header.decisions] : [];
      for (const field of fields.filter((one) => one !== undefined)) {
        expect(lines[field.line - 1]).toContain(field.value);
      }
    }),
  );
});

test("what is long takes no longer than its length", () => {
  const pieces = [" ", "*", "-", ", ", "#", "Decision=", "ProducedBy=A ", "(#", "'"];
  for (const piece of pieces) {
    const growth = growthOf((size) => void parseFileHeader(`# ProducedBy=A${piece.repeat(size)}x`), 80_000);
    expect([piece, growth < 4]).toEqual([piece, true]);
  }
});
