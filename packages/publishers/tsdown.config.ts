import type { UserConfig } from "tsdown";
import { packageBuild } from "../../tools/package-build.ts";

const config: UserConfig = packageBuild([
  "src/index.ts",
  "src/npm/embedded-registry.ts",
  "src/github/index.ts",
  "src/oci/index.ts",
]);

export default config;
