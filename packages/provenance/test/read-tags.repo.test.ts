import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSignedTag, openSigningKey, readTags, verifyTag } from "../src/index.ts";
import { parseTagObjects } from "../src/tags/read-tags.ts";
import { type SigningWorld, signingWorld } from "./world.ts";

async function sign(world: SigningWorld, names: readonly string[]): Promise<void> {
  const key = await openSigningKey({ ...world, env: { ...world.env, RELEASER_SIGNING_KEY: world.key } });
  const tagger = { name: "Releaser", email: "releaser@example.test", date: new Date() };
  for (const name of names) {
    await createSignedTag({ ...world, key, name, object: world.commit, message: `${name}\n`, tagger });
  }
}

/** A tag object of any bytes, under a name. */
async function point({ git, dir }: SigningWorld, name: string, content: Uint8Array): Promise<string> {
  const oid = await git.text(["hash-object", "-t", "tag", "-w", "--literally", "--stdin"], { input: content });
  writeFileSync(join(dir, ".git/refs/tags", name), `${oid}\n`);
  return oid;
}

test("tags that are read together are judged as each is by itself", async () => {
  const world = await signingWorld();
  const { git, commit } = world;
  await sign(world, ["v1.0.0", "v1.0.1", "v1.0.2"]);
  await git.text(["tag", "light", commit]);
  await git.text(["tag", "--no-sign", "-a", "-m", "x", "bare", commit]);
  await git.text(["tag", "v1.0.0-copy", "v1.0.0"]);
  const latin = Buffer.from("object 0\ntype commit\ntag latin\ntagger \xe9 <e> 0 +0000\n\nx\n", "latin1");
  await point(world, "latin", latin);
  const names = ["bare", "latin", "light", "none", "v1.0.0", "v1.0.0-copy", "v1.0.1", "v1.0.2"];
  const found = await readTags(git, names);
  expect([...found.keys()].toSorted()).toEqual(names.filter((name) => name !== "none"));
  for (const name of names) {
    expect(await verifyTag({ ...world, name, found: found.get(name) })).toEqual(await verifyTag({ ...world, name }));
  }
});

test("what was read together is not read again", async () => {
  const world = await signingWorld();
  const names = ["v1.0.0", "v1.0.1", "v1.0.2"];
  await sign(world, names);
  const asked: string[] = [];
  const run: typeof world.git.run = async (args, options) => {
    asked.push(args.filter((arg) => !arg.startsWith("--")).join(" "));
    return await world.git.run(args, options);
  };
  const git: typeof world.git = {
    ...world.git,
    run,
    text: async (args, options) => (await run(args, options)).stdout.trimEnd(),
  };
  const found = await readTags(git, names);
  expect(asked).toHaveLength(2);
  for (const name of names) await verifyTag({ ...world, git, name, found: found.get(name) });
  expect(asked.slice(2)).toEqual(names.map(() => `cat-file commit ${world.commit}`));
});

test("a tag that hides the text of another behind bytes that are no text does not pass for it", async () => {
  const world = await signingWorld();
  await sign(world, ["v1.0.0"]);
  const { stdout: good } = await world.git.run(["cat-file", "tag", "v1.0.0"]);
  const goodOid = await world.git.text(["rev-parse", "v1.0.0"]);
  const hidden = Buffer.concat([
    Buffer.from("object 0\n\n"),
    // Each of these becomes three bytes, so that what follows is pushed out behind the stated size.
    Buffer.alloc(40 + good.length, 0xff),
    Buffer.from(`\n${goodOid} tag ${good.length}\n${good}`),
  ]);
  const oid = await point(world, "v6.6.6", hidden);
  const found = await readTags(world.git, ["v6.6.6", "v1.0.0"]);
  expect(found.get("v6.6.6")).toEqual({ oid, type: "tag" });
  const { problems } = await verifyTag({ ...world, name: "v6.6.6", found: found.get("v6.6.6") });
  expect(problems.map(({ code }) => code)).toEqual(["E_TAG_MALFORMED"]);
});

const idOf = (text: string, algorithm: "sha1" | "sha256"): string =>
  createHash(algorithm)
    .update(`tag ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");

test("any texts are read back by their ids, of either kind; a text under another's id ends the reading", () => {
  const texts = fc.uniqueArray(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(texts, fc.constantFrom("sha1" as const, "sha256" as const), fc.nat(), (all, algorithm, wrong) => {
      const entries = all.map((text) => [idOf(text, algorithm), text] as const);
      const answer = (list: typeof entries): string =>
        list.map(([oid, text]) => `${oid} tag ${Buffer.byteLength(text)}\n${text}\n`).join("");
      expect([...parseTagObjects(answer(entries))]).toEqual(entries);
      const at = wrong % entries.length;
      const forged = entries.map(([oid, text], index) => [oid, index === at ? `${text}x` : text] as const);
      expect([...parseTagObjects(answer(forged))]).toEqual(entries.slice(0, at));
    }),
  );
});
