/**
 * What `git cat-file --batch` answered, in the order of the questions: `<oid> <type> <bytes>\n<content>\n` for each object,
 * `<name> missing\n` for one that is not there. Undefined for what is no blob.
 */
export function splitBatch(output: Buffer): readonly (string | undefined)[] {
  const blobs: (string | undefined)[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf("\n", at);
    const [, type, size] = / (\w+) (\d+)$/u.exec(output.toString("utf8", at, end)) ?? [];
    const start = end + 1;
    const stop = size === undefined ? start : start + Number(size);
    blobs.push(type === "blob" ? output.toString("utf8", start, stop) : undefined);
    at = size === undefined ? start : stop + 1;
  }
  return blobs;
}
