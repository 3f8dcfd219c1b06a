import { defineConfig } from "tsdown";

/** Every package that builds, in one process; nx builds them one by one, and keeps what did not change. */
export default defineConfig({
  workspace: { include: ["packages/*"] },
  logLevel: "warn",
});
