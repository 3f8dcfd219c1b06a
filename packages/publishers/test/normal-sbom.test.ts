import { expect, test } from "vitest";
import { normalSbom } from "../src/packed/normal-sbom.ts";

const identity = { seed: "plan @s/a@1.0.0", date: new Date("2026-11-27T08:00:00Z") };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

test("moment and chance are replaced, and everything else is kept", () => {
  const bom = {
    bomFormat: "CycloneDX",
    serialNumber: "urn:uuid:1",
    metadata: { timestamp: "now", x: 1 },
    components: [2],
  };
  const normal = JSON.parse(normalSbom(JSON.stringify(bom), "cyclonedx", identity) ?? "") as typeof bom;
  expect(normal).toEqual({
    ...bom,
    serialNumber: expect.stringMatching(/^urn:uuid:/u),
    metadata: { timestamp: "2026-11-27T08:00:00.000Z", x: 1 },
  });
  expect(normal.serialNumber.slice("urn:uuid:".length)).toMatch(uuid);
  const spdx = {
    SPDXID: "SPDXRef-DOCUMENT",
    documentNamespace: "x",
    creationInfo: { created: "now", creators: ["pnpm"] },
  };
  expect(JSON.parse(normalSbom(JSON.stringify(spdx), "spdx", identity) ?? "")).toEqual({
    ...spdx,
    documentNamespace: `https://spdx.org/spdxdocs/${normal.serialNumber.slice("urn:uuid:".length)}`,
    creationInfo: { created: "2026-11-27T08:00:00Z", creators: ["pnpm"] },
  });
});

test("another release has another serial number, and what is no bill of materials of that format is none", () => {
  const bom = JSON.stringify({ bomFormat: "CycloneDX", metadata: {} });
  expect(normalSbom(bom, "cyclonedx", identity)).not.toBe(normalSbom(bom, "cyclonedx", { ...identity, seed: "other" }));
  expect([
    normalSbom(bom, "spdx", identity),
    normalSbom("", "cyclonedx", identity),
    normalSbom("[]", "spdx", identity),
  ]).toEqual([undefined, undefined, undefined]);
});
