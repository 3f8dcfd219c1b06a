import { packageBuild } from "../../tools/package-build.ts";

export default packageBuild(["src/index.ts", "src/executors/pack.ts", "src/generators/init.ts"]);
