import { fileURLToPath } from "node:url";

/** The changelog module that tests hand to `applyPlan`. */
export const changelogModule: string = fileURLToPath(import.meta.resolve("./changelog-module.mjs"));
