import { resolve } from "node:path";

/** The folder of this repository. */
export const repositoryRoot: string = resolve(import.meta.dirname, "../../..");
