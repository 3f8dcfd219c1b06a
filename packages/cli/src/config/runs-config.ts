import type { Repository } from "../context.ts";

/** Whether the configuration has to be run to be known: it is code, and more of it than plain values. */
export async function runsConfig({ root, configFile }: Pick<Repository, "configFile" | "root">): Promise<boolean> {
  if (configFile === undefined || configFile.endsWith(".json")) return false;
  const { statedOf } = await import("./read-stated-config.ts");
  return statedOf(root, configFile).computed.length > 0;
}
