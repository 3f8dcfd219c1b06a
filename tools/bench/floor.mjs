import { readdirSync, readFileSync } from "node:fs";

// node floor.mjs, in a workspace: reads and parses every manifest, and does nothing else.
const manifests = ["package.json", ...readdirSync("packages").map((name) => `packages/${name}/package.json`)];
const names = new Set(manifests.map((path) => JSON.parse(readFileSync(path, "utf8")).name));
process.stdout.write(`read ${names.size} manifests\n`);
