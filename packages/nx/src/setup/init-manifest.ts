import { editJson, type EditedJson } from "./edit-json.ts";
import { isRecord } from "@releaser/core";

const cli = "@releaser/cli";

/** The root manifest with the command line that the targets call, in a range, and a script `release` where there is none of that name. */
export function initManifest(text: string | undefined, range: string): string {
  return withScript(withCommand(editJson(text), range)).text;
}

function withCommand(json: EditedJson, range: string): EditedJson {
  const isThere = ["dependencies", "devDependencies"].some((field) => memberOf(json, field, cli) !== undefined);
  return isThere ? json : json.set(["devDependencies", cli], range);
}

function withScript(json: EditedJson): EditedJson {
  return memberOf(json, "scripts", "release") === undefined
    ? json.set(["scripts", "release"], "nx run-many -t release")
    : json;
}

function memberOf({ value }: EditedJson, field: string, name: string): unknown {
  const members = isRecord(value) ? value[field] : undefined;
  return isRecord(members) ? members[name] : undefined;
}
