import type { UserConfig } from "tsdown";
import { packageBuild } from "../../tools/package-build.ts";

const config: UserConfig = { ...packageBuild(), entry: { index: "src/index.ts", audit: "src/audit/index.ts" } };

export default config;
