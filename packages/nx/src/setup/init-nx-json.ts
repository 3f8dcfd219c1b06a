import { editJson, type EditedJson } from "./edit-json.ts";
import { isRecord } from "@releaser/core";

const plugin = "@releaser/nx";

/**
 * `nx.json` with the plugin, and with `"..."` in each `dependsOn` that stands for `build` in `targetDefaults`, which would
 * otherwise take the place of the dependence on `//:skew`. A text that has both comes back as it is.
 */
export function initNxJson(text: string | undefined): string {
  return withInferred(withPlugin(editJson(text))).text;
}

function withPlugin(json: EditedJson): EditedJson {
  const plugins = isRecord(json.value) ? json.value["plugins"] : undefined;
  if (!Array.isArray(plugins)) return json.set(["plugins"], [plugin]);
  const isThere = plugins.some((one: unknown) => (isRecord(one) ? one["plugin"] : one) === plugin);
  // What is named last has the last word, after the plugins that make `build`.
  return isThere ? json : json.set(["plugins", plugins.length], plugin, { insert: true });
}

function withInferred(json: EditedJson): EditedJson {
  const defaults = isRecord(json.value) ? json.value["targetDefaults"] : undefined;
  const build = isRecord(defaults) ? defaults["build"] : undefined;
  const places = Array.isArray(build)
    ? build.map((entry: unknown, index) => ({ entry, path: ["targetDefaults", "build", index, "dependsOn"] }))
    : [{ entry: build, path: ["targetDefaults", "build", "dependsOn"] }];
  return places
    .filter(({ entry }) => {
      const dependsOn = isRecord(entry) ? entry["dependsOn"] : undefined;
      return Array.isArray(dependsOn) && !dependsOn.includes("...");
    })
    .reduce((edited, { path }) => edited.set([...path, 0], "...", { insert: true }), json);
}
