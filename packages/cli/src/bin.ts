#!/usr/bin/env node
import { isTooOld, nodeTooOld } from "./node-too-old.ts";

// Everything else needs a Node that has what it imports, and would end with a stack trace.
if (isTooOld(process.versions.node)) {
  const { what, why, who, next } = nodeTooOld(process.versions.node);
  process.stderr.write(`✗ E_NODE  ${what}\n    ${why}\n    → ${who}: ${next}\n`);
  process.exitCode = 2;
} else {
  await import("./start.ts");
}
