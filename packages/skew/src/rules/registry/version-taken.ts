import { defineRule, publicReleases, type Rule } from "@releaser/core";

/** A registry takes no version twice, also none that was taken away since: the release would stop half-way. */
export const versionTaken: Rule = defineRule({
  id: "registry/version-taken",
  title: "no registry has a version that the plan releases",
  level: "error",
  scope: "online",
  *check({ workspace, plan, published }) {
    if (plan === undefined || published === undefined) return;
    for (const { name, to, bump } of publicReleases(plan)) {
      const found = published.get(name);
      const pkg = workspace.packages.get(name);
      if (pkg === undefined || found === undefined || !found.versions.has(to)) continue;
      yield {
        at: { file: pkg.manifestFile, pointer: "/version" },
        message: `the next ${bump} of ${name} is ${to}, which ${found.registry} has already`,
        hint: `bring in the commit that released ${name}@${to}; where there is none, write "version": "${to}" in ${pkg.manifestFile}, so that the next release comes after it`,
        package: name,
      };
    }
  },
});
