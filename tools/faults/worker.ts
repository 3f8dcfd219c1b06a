import { openLaboratory } from "./laboratory.ts";
import type { Point } from "./points.ts";
import { startRelease } from "./run-release.ts";
import type { Template } from "./train.ts";
import { tryTogether } from "./try-point.ts";

/**
 * A laboratory in a process of its own: what is done in it waits for children, which are started one at a time within a process.
 * Its arguments are a folder and the template as JSON; each message is an array of points, answered by what became of them.
 */
const [place, template] = process.argv.slice(2) as [string, string];
const laboratory = await openLaboratory(place, JSON.parse(template) as Template);
laboratory.reset();
// As a process that ends by itself it also leaves its compiled code, which one that is killed never does.
const { code, said } = await startRelease(laboratory).done;
if (code !== 0) throw new Error(`the undisturbed release ends with exit ${code}:\n${said}`);
const undisturbed = laboratory.world();
process.on("message", (points: readonly Point[]) => {
  void tryTogether(laboratory, points, undisturbed).then((tried) => process.send?.(tried));
});
process.once("disconnect", () => void laboratory.close());
process.send?.("ready");
