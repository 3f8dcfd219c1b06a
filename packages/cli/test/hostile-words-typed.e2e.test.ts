import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { outgoingWorlds, outside } from "./release-world.ts";

const { key, open } = outgoingWorlds();

const publish = ["publish", "1.5.0", "--outward"];

/** What somebody types, or a workflow pastes from a title: what is refused is told, what is a word stays one. */
const typed: readonly (readonly [args: readonly string[], code: string])[] = [
  [["publish", "--version", "$(touch canary)", "--outward"], "E_USAGE"],
  [["--version", "$(touch canary)"], "E_USAGE"],
  [["-V", "publish", "--outward"], "E_USAGE"],
  [[...publish, "--tag=latest;touch canary"], "E_USAGE"],
  [[...publish, "--to=published;touch canary"], "E_USAGE"],
  [[...publish, "--to", "packed", "--to", "moon"], "E_USAGE"],
  [[...publish, "--cwd"], "E_USAGE"],
  [[...publish, "--allowed-signers"], "E_USAGE"],
  [[...publish, "--force"], "E_USAGE"],
  [[...publish, "1.6.0"], "E_USAGE"],
  [["publish", "--outward", "--upload-pack=touch canary"], "E_USAGE"],
  [["publish", "--outward", "$(touch canary)"], "E_RELEASE_UNKNOWN"],
  [["publish", "--outward", "1.5.0;touch canary"], "E_RELEASE_UNKNOWN"],
  [["announce", "--outward", "`touch canary`"], "E_RELEASE_UNKNOWN"],
  [["announce", "--outward", "../../1.5.0"], "E_RELEASE_UNKNOWN"],
  [["publish", "--outward", "--", "--version"], "E_RELEASE_UNKNOWN"],
];

test("hostile.53 what is typed wrong is exit 2 and changes nothing, and no word of it is run", async () => {
  const it = await open(key);
  const before = outside(it);
  for (const [args, code] of typed) {
    const [first = "", ...more] = args;
    const { exit, failures } = statusIn(await it.run([first, "--json", ...more]));
    expect([args, exit, failures.map((failure) => failure.code)]).toEqual([args, 2, [code]]);
  }
  expect([outside(it), existsSync(join(it.repo.dir, "canary")), it.repo.git("status", "--porcelain")]).toEqual([
    before,
    false,
    "",
  ]);
});
