import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cleanEnv, tempDir } from "@releaser/testkit";
import { openExec } from "@releaser/workspace";
import { describe, expect, onTestFinished, test } from "vitest";
import { openEmbeddedRegistry, type EmbeddedRegistry } from "../src/npm/embedded-registry.ts";
import { closeServer, listenOn } from "../src/listen-on.ts";
import { npmResource } from "../src/npm/npm-resource.ts";
import { openNpmRegistry } from "../src/npm/npm-registry.ts";
import { packedFile, type PackedFile } from "./packed-file.ts";

type Options = Omit<Parameters<typeof openEmbeddedRegistry>[0], "dir">;

async function opened(dir: string, options: Partial<Options> = {}): Promise<EmbeddedRegistry> {
  const registry = await openEmbeddedRegistry({ dir, names: [], upstream: undefined, ...options });
  onTestFinished(() => registry.close());
  return registry;
}

async function publish(registry: EmbeddedRegistry, packed: PackedFile): Promise<string> {
  const resource = npmResource({
    ...packed,
    registry: openNpmRegistry({ env: {}, userconfig: registry.userconfig }),
    access: "public",
  });
  await resource.apply({ is: "absent" });
  return (await resource.observe()).is;
}

describe("the embedded registry", () => {
  test("started again in the same folder it has the same packages, at the same address", async () => {
    const dir = tempDir();
    const first = await opened(dir);
    const packed = await packedFile(tempDir(), { name: "@s/kept", version: "1.0.0" });
    expect(await publish(first, packed)).toBe("equal");
    await first.close();
    await first.close();
    const second = await opened(dir);
    expect(second).toMatchObject({ url: first.url, userconfig: join(dir, "npmrc") });
    const registry = openNpmRegistry({ env: {}, userconfig: second.userconfig });
    expect((await registry.packument("@s/kept"))?.versions["1.0.0"]?.integrity).toBe(packed.integrity);
    await registry.download("@s/kept", "1.0.0", join(dir, "back.tgz"));
    expect(readFileSync(join(dir, "back.tgz")).equals(readFileSync(packed.file))).toBe(true);
  });

  test("takes another port where the last one is in use", async () => {
    const dir = tempDir();
    const first = await opened(dir);
    const port = Number(new URL(first.url).port);
    await first.close();
    const other = createServer();
    await listenOn(other, [port]);
    onTestFinished(() => closeServer(other));
    expect((await opened(dir)).url).not.toBe(first.url);
  });

  test("what a kill left half done does not stand in the way of publishing it", async () => {
    const dir = tempDir();
    const packed = await packedFile(tempDir(), { name: "@s/half", version: "1.0.0" });
    const folder = join(dir, "storage/@s/half");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(dir, "storage/.verdaccio-db.json"), '{"list":["@s/ha');
    writeFileSync(join(folder, "package.json"), "");
    writeFileSync(join(folder, "half-1.0.0.tgz"), "half of it");
    expect(await publish(await opened(dir), packed)).toBe("equal");
    expect(readdirSync(folder).toSorted()).toEqual(["half-1.0.0.tgz", "package.json"]);
  });

  test("a name of the workspace is hidden upstream, all others are proxied", async () => {
    const upstream = await opened(tempDir());
    for (const name of ["@s/own", "third-party"]) {
      await publish(upstream, await packedFile(tempDir(), { name, version: "1.0.0", text: "upstream" }));
    }
    const registry = await opened(tempDir(), { names: ["@s/own"], upstream: upstream.url });
    const client = openNpmRegistry({ env: {}, userconfig: registry.userconfig });
    expect(await client.packument("@s/own")).toBeUndefined();
    expect(Object.keys((await client.packument("third-party"))?.versions ?? {})).toEqual(["1.0.0"]);
    await client.download("third-party", "1.0.0", join(tempDir(), "third.tgz"));
    expect(
      await publish(registry, await packedFile(tempDir(), { name: "@s/own", version: "1.0.0", text: "rehearsed" })),
    ).toBe("equal");
  });

  test("npm installs from it what was published and what comes from the public registry", async (context) => {
    const registry = await opened(tempDir(), {
      names: ["@s/app"],
      upstream: openNpmRegistry({ env: process.env }).urlOf("isexe"),
    });
    const client = openNpmRegistry({ env: {}, userconfig: registry.userconfig, fetchTimeout: 15_000 });
    const reachable = await client.packument("isexe").catch(() => undefined);
    if (!reachable) {
      process.stderr.write("skipped: the public registry is not reachable from here\n");
      context.skip("the public registry is not reachable from here");
    }
    const fields = { main: "index.js", dependencies: { isexe: "^3.0.0" } };
    await publish(
      registry,
      await packedFile(tempDir(), { name: "@s/app", version: "1.0.0", text: "installed", fields }),
    );
    const dir = tempDir();
    const ran = await openExec()("npm", ["install", "--prefix", dir, "@s/app@1.0.0"], {
      cwd: dir,
      env: cleanEnv({ NPM_CONFIG_USERCONFIG: registry.userconfig, npm_config_cache: join(dir, "cache") }),
      timeout: 60_000,
    });
    expect([
      ran.code,
      existsSync(join(dir, "node_modules/@s/app/index.js")),
      existsSync(join(dir, "node_modules/isexe")),
    ]).toEqual([0, true, true]);
  });

  test("killed at any moment while it takes publications, it is finished by the same ones", async () => {
    const dir = tempDir();
    const packed = await Promise.all(
      ["1.0.0", "1.0.1", "1.0.2"].flatMap((version) =>
        ["@s/x", "y"].map((name) => packedFile(dir, { name, version, text: version })),
      ),
    );
    for (const delay of [0, 15, 40]) {
      const url = await killedWhilePublishing(join(dir, "registry"), packed, delay);
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/u);
    }
    const registry = await opened(join(dir, "registry"));
    for (const one of packed) expect(await publish(registry, one)).toBe("equal");
    const client = openNpmRegistry({ env: {}, userconfig: registry.userconfig });
    for (const { name, version, file } of packed) {
      await client.download(name, version, join(dir, "back.tgz"));
      expect(readFileSync(join(dir, "back.tgz")).equals(readFileSync(file))).toBe(true);
    }
  });

  test("closed, it lets the process end by itself, and nothing was printed", () => {
    const program = `
      import { openEmbeddedRegistry } from ${JSON.stringify(source("npm/embedded-registry.ts"))};
      import { openNpmRegistry } from ${JSON.stringify(source("npm/npm-registry.ts"))};
      const registry = await openEmbeddedRegistry({ dir: process.argv[1], names: [], upstream: undefined });
      await openNpmRegistry({ env: {}, userconfig: registry.userconfig }).packument("nothing");
      await fetch(registry.url + "nothing");
      await registry.close();
    `;
    const ran = spawnSync(process.execPath, ["--input-type=module", "--eval", program, tempDir()], {
      encoding: "utf8",
      timeout: 30_000,
      env: cleanEnv(),
    });
    expect({ status: ran.status, stdout: ran.stdout, stderr: ran.stderr }).toEqual({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });

  test("without verdaccio it says what to install", () => {
    const hook = `
      import { registerHooks } from "node:module";
      registerHooks({ resolve: (name, context, next) => {
        if (name === "verdaccio") throw Object.assign(new Error("Cannot find package 'verdaccio'"), { code: "ERR_MODULE_NOT_FOUND" });
        return next(name, context);
      } });
      const { openEmbeddedRegistry } = await import(${JSON.stringify(source("npm/embedded-registry.ts"))});
      await openEmbeddedRegistry({ dir: process.argv[1], names: [], upstream: undefined }).catch(({ failure }) => console.log(JSON.stringify(failure)));
    `;
    const ran = spawnSync(process.execPath, ["--input-type=module", "--eval", hook, tempDir()], {
      encoding: "utf8",
      env: cleanEnv(),
    });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      code: "E_VERDACCIO_MISSING",
      exit: 2,
      who: "you",
      next: "pnpm add -D -w verdaccio@6",
    });
  });

  test("the rest of the package never loads verdaccio", () => {
    const program = `
      import { registerHooks } from "node:module";
      registerHooks({ resolve: (name, context, next) => { if (name.includes("verdaccio")) throw new Error("loaded"); return next(name, context); } });
      await import(${JSON.stringify(source("index.ts"))});
    `;
    const ran = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
      encoding: "utf8",
      env: cleanEnv(),
    });
    expect([ran.status, ran.stderr]).toEqual([0, ""]);
  });
});

function source(name: string): string {
  return fileURLToPath(new URL(`../src/${name}`, import.meta.url));
}

/** A process that opens the registry and publishes into it is killed so many milliseconds after its first publication began. */
async function killedWhilePublishing(dir: string, packed: readonly PackedFile[], delay: number): Promise<string> {
  const program = `
    import { openEmbeddedRegistry } from ${JSON.stringify(source("npm/embedded-registry.ts"))};
    import { openNpmRegistry } from ${JSON.stringify(source("npm/npm-registry.ts"))};
    import { npmResource } from ${JSON.stringify(source("npm/npm-resource.ts"))};
    const { dir, packed } = JSON.parse(process.argv[1]);
    const embedded = await openEmbeddedRegistry({ dir, names: [], upstream: undefined });
    const registry = openNpmRegistry({ env: {}, userconfig: embedded.userconfig });
    process.stdout.write(embedded.url);
    for (const one of packed) await npmResource({ ...one, registry, access: "public" }).apply({ is: "absent" });
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program, JSON.stringify({ dir, packed })], {
    env: cleanEnv(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve) => void child.stdout.once("data", (chunk) => resolve(String(chunk))));
  await new Promise<void>((resolve) => void setTimeout(resolve, delay));
  child.kill("SIGKILL");
  await new Promise<void>((resolve) => void child.once("close", resolve));
  return url;
}
