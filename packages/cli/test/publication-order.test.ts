import fc from "fast-check";
import { expect, test } from "vitest";
import type { Tarball } from "../src/release/packed-release.ts";
import { publicationOrder } from "../src/stages/published.ts";

type Fields = Readonly<Record<string, Readonly<Record<string, string>>>>;

function tarball(name: string, manifest: Fields = {}): Tarball {
  return {
    release: { name, dir: name, private: false, from: "1.0.0", to: "1.1.0", bump: "minor", causes: [] },
    name: `${name}-1.1.0.tgz`,
    file: `/packed/${name}-1.1.0.tgz`,
    sha256: "",
    integrity: "",
    manifest,
    installable: true,
  };
}

function orderOf(...tarballs: readonly Tarball[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(publicationOrder(tarballs));
}

test("a package comes after what it needs at run time, and after nothing else", () => {
  const needs = {
    dependencies: { core: "^1.1.0", semver: "^7.0.0", app: "*" },
    optionalDependencies: { native: "1.1.0" },
    peerDependencies: { host: "^1.0.0", core: "^1.0.0" },
    devDependencies: { tool: "^1.0.0" },
  };
  const names = ["core", "native", "host", "tool"];
  expect(orderOf(tarball("app", needs), ...names.map((name) => tarball(name)))).toEqual({
    app: ["npm:core@1.1.0", "npm:host@1.1.0", "npm:native@1.1.0"],
    core: [],
    native: [],
    host: [],
    tool: [],
  });
});

test("a circle is opened at one place, and what is outside of it still waits", () => {
  const order = orderOf(
    tarball("a", { dependencies: { b: "*" } }),
    tarball("b", { peerDependencies: { a: "*" } }),
    tarball("c", { dependencies: { a: "*" } }),
  );
  expect(order).toEqual({ a: ["npm:b@1.1.0"], b: [], c: ["npm:a@1.1.0"] });
});

test("whatever needs whatever, all can be published, each after all that it needs but where there is a circle", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const graph = fc.record(Object.fromEntries(names.map((name) => [name, fc.subarray(names)])));
  fc.assert(
    fc.property(graph, fc.shuffledSubarray(names, { minLength: names.length }), (needs, listed) => {
      const dependencies = (name: string): Record<string, string> =>
        Object.fromEntries((needs[name] ?? []).map((one) => [one, "*"]));
      const order = orderOf(...listed.map((name) => tarball(name, { dependencies: dependencies(name) })));
      expect(published(order)).toEqual(new Set(names));
      for (const name of names) {
        const left = (needs[name] ?? []).filter((one) => !order[name]?.includes(`npm:${one}@1.1.0`));
        for (const one of left) expect([name, one, reaches(needs, one, name)]).toEqual([name, one, true]);
      }
    }),
  );
});

/** What gets published when each waits for those before it. */
function published(order: Readonly<Record<string, readonly string[]>>): ReadonlySet<string> {
  const done = new Set<string>();
  for (let before = -1; before < done.size;) {
    before = done.size;
    for (const [name, after] of Object.entries(order)) {
      if (after.every((id) => done.has(id.slice(4, -6)))) done.add(name);
    }
  }
  return done;
}

function reaches(needs: Readonly<Record<string, readonly string[]>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const queue = [from];
  for (const name of queue) {
    if (name === to) return true;
    if (!seen.has(name)) queue.push(...(needs[name] ?? []));
    seen.add(name);
  }
  return false;
}
