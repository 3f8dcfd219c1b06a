import { defineRule, type Draft, type Rule, type RuleInput, safe } from "@releaser/core";
import { findNodeAtLocation, parseTree } from "jsonc-parser";
import semver from "semver";

const file = "release/version.txt";
const planFile = "release/plan.json";

/** The version file agrees with the train's owner; where it is the owner itself, with the last applied plan, which alone may change it. */
export const versionTxt: Rule = defineRule({
  id: "file/version-txt",
  title: "release/version.txt states the train's version",
  level: "error",
  scope: "tree",
  *check(input) {
    const text = input.workspace.train && input.read?.(file);
    if (text === undefined) return;
    const owner = statedBy(input);
    const stated = toStated(text);
    if (owner === undefined && semver.valid(stated) !== stated) yield noVersion(stated);
    if (owner !== undefined && stated !== owner.version) yield differs(text, owner);
  },
});

interface Owner {
  readonly file: string;
  readonly pointer: string;
  readonly version: string;
}

function differs(text: string, owner: Owner): Draft {
  const stated = toStated(text);
  const value = stated === "" ? `${owner.version}\n` : text.replace(stated, () => owner.version);
  return {
    at: { file, pointer: "" },
    message: `${file} states ${JSON.stringify(stated)}, ${owner.file} has ${owner.version}`,
    hint: `write ${owner.version} into ${file}`,
    related: [{ at: { file: owner.file, pointer: owner.pointer }, message: `states ${owner.version}` }],
    fix: safe({ at: { file, pointer: "" }, value }),
  };
}

function toStated(text: string): string {
  return text.replace(/^\uFEFF/u, "").trim();
}

function noVersion(stated: string): Draft {
  return {
    at: { file, pointer: "" },
    message: `${file} states ${JSON.stringify(stated)}, which is no version`,
    hint: `write the train's version into ${file}, for example 1.4.0`,
  };
}

function statedBy({ workspace, read }: RuleInput): Owner | undefined {
  const { train } = workspace;
  if (train && train.owner !== file) {
    return train.source === "owner"
      ? { file: train.owner, pointer: train.owner.endsWith(".json") ? "/version" : "", version: train.version }
      : undefined;
  }
  const version = parseTrainVersion(read?.(planFile) ?? "");
  return version === undefined ? undefined : { file: planFile, pointer: "/train/to", version };
}

/** The version that an applied plan brought the train to, if the version file owned it then. */
function parseTrainVersion(text: string): string | undefined {
  const train = findNodeAtLocation(parseTree(text) ?? { type: "null", offset: 0, length: 0 }, ["train"]);
  if (train?.type !== "object") return undefined;
  const [owner, to] = ["owner", "to"].map((key): unknown => findNodeAtLocation(train, [key])?.value);
  return owner === file && typeof to === "string" ? to : undefined;
}
