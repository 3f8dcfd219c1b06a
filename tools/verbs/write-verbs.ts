import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import { runCommand } from "../check/run-command.ts";
import { renderVerbs } from "./render-verbs.ts";

const page = join(repositoryRoot, "docs/verbs.md");
writeFileSync(page, renderVerbs());
await runCommand(["oxfmt", page]);
