import { toCellCode, toCode } from "@releaser/core";
import type { ArtifactTarget, PipelineFacts } from "../pipeline/facts.ts";
import { renderTable } from "./markdown-table.ts";

/** Where releases come from and what they are called. */
export function renderBranches({ branch, trainTag, packageTags, allowedSigners }: PipelineFacts): string {
  const tags = [
    trainTag === undefined ? [] : [`one tag ${toCode(trainTag)} for the whole repository`],
    packageTags ? [`a tag ${toCode("name@X.Y.Z")} for each public package that moves`] : [],
  ].flat();
  return [
    "## Branches and tags",
    "",
    `Releases are made from ${toCode(branch)}, one after the other: a later one waits for an earlier one. A release gets ${tags.join(", and ")}.`,
    "",
    `Tags are signed, and are verified against ${toCode(allowedSigners)} as it is in the commit before the release. The push of the tag is the lock: what was packed is settled from then on, and nothing reaches a registry before.`,
    "",
    "A pull request says what it changes by a changeset, a file in `.changeset`. Merging the version pull request releases.",
  ].join("\n");
}

/** What comes out, where it goes, and how anybody can tell that it is the same. */
export function renderArtifacts(facts: PipelineFacts): string {
  const rows = facts.targets.map((target) => artifactRow(target, facts));
  const records = [
    "checksums, statement, smoke record",
    toCellCode("release/checksums/<version>.*"),
    "the SHA-256 of the checksum file is in the signed tag",
  ];
  const notes = ["notes", toCellCode("release/notes/<version>.md"), "in the version commit"];
  const table = renderTable(["what", "where it goes", "how it is verified"], [...rows, records, notes]);
  return ["## Artifacts", "", table].join("\n");
}

function artifactRow(target: ArtifactTarget, { images, page }: PipelineFacts): readonly string[] {
  switch (target) {
    case "npm":
      return ["npm packages", "the registry of each package", "the registry's integrity equals the packed bytes"];
    case "tarball":
      return ["tarballs", pages[page], "`sha256sum -c` with the checksum file"];
    case "container":
      return [
        "container images",
        images.map((image) => toCellCode(image)).join(", "),
        "the signed tag has their digests",
      ];
  }
}

const pages: Readonly<Record<PipelineFacts["page"], string>> = {
  directory: "the release page, a directory",
  github: "the release page on GitHub",
  none: "nowhere: no release page is configured, so nothing goes outward",
};
