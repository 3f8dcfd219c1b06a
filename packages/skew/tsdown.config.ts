import type { UserConfig } from "tsdown";
import { packageBuild } from "../../tools/package-build.ts";

const config: UserConfig = {
  ...packageBuild(),
  entry: { index: "src/index.ts", changesets: "src/changesets.ts", fix: "src/fix/index.ts" },
};

export default config;
