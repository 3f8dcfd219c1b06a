import { join } from "node:path";
import { tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { diskPlaces, diskPoints } from "./disk-points.ts";
import { faultPoints, killPoints, placesOf, sampleOf } from "./points.ts";
import { prepareTrain } from "./train.ts";
import { tryAll, undisturbedCalls } from "./try-all.ts";

// `pnpm faults` tries all of them; where something changes the world is where most can go wrong.
test("hostile.54 a release that was killed or disturbed where it changes the world is the same release in the end", async () => {
  const place = tempDir();
  const template = prepareTrain(place, "directory");
  const calls = await undisturbedCalls(join(place, "calls"), template);
  const writes = placesOf(calls).filter(({ call }) => call.writes);
  expect(writes.map(({ call }) => call.service).toSorted()).toEqual(["git", "git", "npm", "npm", "npm", "npm", "npm"]);
  // Where the records are filed, a request that is refused must not be taken for a branch that is protected.
  const filing = faultPoints(writes.filter(({ call, nth }) => call.service === "git" && nth === 2));
  const refused = filing.filter(({ wrong }) => wrong === "401" || wrong === "403");
  expect(refused).toHaveLength(2);
  const points = [...sampleOf(killPoints(writes), 5, 0), ...sampleOf(faultPoints(writes), 12, 0), ...refused];
  expect(points.length).toBeGreaterThan(8);
  const tried = await tryAll({ place, template, points });
  expect(tried.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(tried).toHaveLength(points.length);
}, 600_000);

test("hostile.54 a disk that is full or read-only, and a kill between two changes of it, are survived", async () => {
  const place = tempDir();
  const template = prepareTrain(place, "directory");
  const points = diskPoints(await diskPlaces(join(place, "calls"), template));
  const chosen = sampleOf(points, Math.floor(points.length / 8), 3);
  expect(new Set(chosen.map(({ wrong }) => wrong)).size).toBeGreaterThan(2);
  const tried = await tryAll({ place, template, points: chosen });
  expect(tried.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(tried).toHaveLength(chosen.length);
}, 600_000);
