import type { UserConfig } from "tsdown";
import { packageBuild } from "../../tools/package-build.ts";

/** The kit alone is published: everything else needs this repository around it. */
const config: UserConfig = { ...packageBuild(), entry: { "conformance/index": "src/lab/conformance/index.ts" } };

export default config;
