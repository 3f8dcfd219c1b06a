#!/usr/bin/env node
import { basename } from "node:path";
import { ReleaserError } from "@releaser/core";
import { openExec, readWorkspace } from "@releaser/workspace";
import { packProject } from "./pack-project.ts";

try {
  const dir = process.cwd();
  const workspace = readWorkspace(process.env["NX_WORKSPACE_ROOT"] ?? dir);
  const { file, sha256 } = await packProject({ workspace, dir, exec: openExec(), env: process.env });
  console.log(`${sha256}  ${basename(file)}`);
} catch (error) {
  if (!(error instanceof ReleaserError)) throw error;
  const { code, exit, what, why, who, next } = error.failure;
  console.error(`${code}  ${what}: ${why}\n  → ${who}: ${next}`);
  process.exitCode = exit;
}
