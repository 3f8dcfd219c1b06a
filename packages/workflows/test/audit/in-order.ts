import { isMap, isSeq, parseDocument } from "yaml";

/** A part of a workflow as a whole one: what it leaves out is there, and in order. */
export function inOrder(part: string): string {
  const document = parseDocument(part);
  if (!document.has("on")) document.set("on", "push");
  if (!document.has("permissions")) document.set("permissions", {});
  const jobs = document.get("jobs");
  for (const { value: job } of isMap(jobs) ? jobs.items : []) {
    if (!isMap(job) || job.has("uses")) continue;
    const steps = job.get("steps");
    if (!job.has("runs-on")) job.set("runs-on", "ubuntu-24.04");
    // A job that says where it runs says all of it.
    else if (isSeq(steps)) continue;
    if (!job.has("timeout-minutes")) job.set("timeout-minutes", 10);
  }
  return document.toString();
}
