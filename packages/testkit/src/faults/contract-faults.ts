import { changes, type Fault } from "./fault.ts";

/** Faults of contracts. */
export const contractFaults: readonly Fault[] = [
  {
    rule: "contract/breaking-in-place",
    title: "a property removed from a released contract",
    level: "error",
    at: [".sentinel/contracts/report.v1.yaml", ""],
    seed: (tree) => {
      tree.replace(".sentinel/contracts/report.v1.yaml", "    note: { type: string }\n", "");
      changes("contract", { "@acme/sentinel": "major" })(tree);
    },
  },
  {
    rule: "contract/edit-without-bump",
    title: "a released contract widened without a changeset",
    level: "error",
    at: [".sentinel/contracts/report.v1.yaml", ""],
    seed: ({ replace }) =>
      replace(
        ".sentinel/contracts/report.v1.yaml",
        "note: { type: string }",
        "note: { type: string }\n    more: { type: string }",
      ),
  },
  {
    rule: "contract/new-version-not-major",
    title: "a new version of a contract under a patch",
    level: "warning",
    at: [".sentinel/contracts/report.v2.yaml", ""],
    seed: (tree) => {
      tree.write(
        ".sentinel/contracts/report.v2.yaml",
        'contract: report.v2\nowner: "@acme/sentinel"\nschema:\n  type: object\n',
      );
      changes("contract", { "@acme/sentinel": "patch" })(tree);
    },
  },
  {
    rule: "contract/version-gap",
    title: "v1, then v3",
    level: "error",
    at: [".sentinel/contracts/report.v3.yaml", ""],
    seed: (tree) => {
      tree.write(
        ".sentinel/contracts/report.v3.yaml",
        'contract: report.v3\nowner: "@acme/sentinel"\nschema:\n  type: object\n',
      );
      changes("contract", { "@acme/sentinel": "minor" })(tree);
    },
  },
  {
    rule: "contract/id-mismatch",
    title: "a contract under another name than its file's",
    level: "error",
    at: [".sentinel/contracts/report.v1.yaml", "raport"],
    seed: ({ replace }) => replace(".sentinel/contracts/report.v1.yaml", "contract: report.v1", "contract: raport.v1"),
  },
  {
    rule: "contract/owner-missing",
    title: "a contract whose owner is no package",
    level: "error",
    at: [".sentinel/contracts/report.v1.yaml", "owner"],
    seed: ({ replace }) => replace(".sentinel/contracts/report.v1.yaml", '"@acme/sentinel"', '"@acme/nobody"'),
  },
];
