import { expect, test } from "vitest";
import { type ReferencePlace, renderReferenceLinks, renderReferences } from "../src/render-references.ts";

const references = {
  decisions: ["D-0019", "D-00190", "D-####"],
  capsules: ["lock@1a2b3c4d", `${"a".repeat(101)}@1a2b3c4d`, "../../etc@deadbeef"],
};
const long = `\`${"a".repeat(101)}@1a2b3c4d\``;

test("an id of the ledger's and the capsules' form is linked, any other is code", () => {
  expect(renderReferences(references)).toBe(
    `D-0019, \`D-00190\`, \`D-####\`, capsule \`lock@1a2b3c4d\`, capsule ${long}, capsule \`../../etc@deadbeef\``,
  );
  expect(
    renderReferenceLinks(references, new Map([...references.decisions, ...references.capsules].map(toPlace))),
  ).toEqual([
    "- decision [D-0019](../../here/D-0019%28%29.md): Says *D-0019*.",
    "- decision `D-00190`",
    "- decision `D-####`",
    "- capsule [`lock@1a2b3c4d`](../../here/lock@1a2b3c4d%28%29.md): Says *lock@1a2b3c4d*.",
    `- capsule ${long}`,
    "- capsule `../../etc@deadbeef`",
  ]);
});

test("what lies nowhere is no link", () => {
  expect(renderReferenceLinks({ decisions: ["D-0019"], capsules: ["lock@1a2b3c4d"] })).toEqual([
    "- decision D-0019",
    "- capsule `lock@1a2b3c4d`",
  ]);
});

function toPlace(id: string): readonly [string, ReferencePlace] {
  return [id, { file: `here/${id}().md`, title: `Says *${id}*.` }];
}
