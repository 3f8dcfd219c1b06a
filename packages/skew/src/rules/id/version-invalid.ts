import { defineRule, type Rule } from "@releaser/core";
import valid from "semver/functions/valid.js";
import { isVersioned } from "../../versioned.ts";

/** A version is semver to the letter: registries, tags and ranges each take another liberty with anything else. */
export const versionInvalid: Rule = defineRule({
  id: "id/version-invalid",
  title: "every version is strict semver without build metadata",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    for (const pkg of workspace.members) {
      const { version } = pkg;
      if (version === undefined || version === "" || valid(version) === version) continue;
      const meant = valid(version.trim());
      yield {
        at: { file: pkg.manifestFile, pointer: "/version" },
        message: `${JSON.stringify(version)} is no strict semver version${meant === null ? "" : `; ${meant} is`}`,
        hint: `in ${pkg.manifestFile} write "version": "${meant ?? "1.2.3"}"${meant === null ? ", in numbers of your own" : ""}`,
        package: pkg.name,
        ...(!isVersioned(workspace, pkg) && { level: "info" }),
      };
    }
  },
});
