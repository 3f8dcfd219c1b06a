import { expect, test } from "vitest";
import { renderReferenceLinks, renderReferences } from "../src/render-references.ts";

const references = {
  decisions: ["D-0019", "D-00190", "D-####"],
  capsules: ["lock@1a2b3c4d", `${"a".repeat(101)}@1a2b3c4d`, "../../etc@deadbeef"],
};
const long = `\`${"a".repeat(101)}@1a2b3c4d\``;

test("an id of the ledger's and the capsules' form is linked, any other is code", () => {
  expect(renderReferences(references)).toBe(
    `D-0019, \`D-00190\`, \`D-####\`, capsule \`lock@1a2b3c4d\`, capsule ${long}, capsule \`../../etc@deadbeef\``,
  );
  expect(renderReferenceLinks(references)).toEqual([
    "- decision [D-0019](../../.sentinel/DECISIONS.md)",
    "- decision `D-00190`",
    "- decision `D-####`",
    "- capsule [`lock@1a2b3c4d`](../../.specify/specs/lock/capsule.md)",
    `- capsule ${long}`,
    "- capsule `../../etc@deadbeef`",
  ]);
});
