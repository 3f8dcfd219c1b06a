import { list } from "tar";
import { failures } from "../failures.ts";
import { parsePackedManifest, type PackedManifest } from "./packed-manifest.ts";

const largestManifest = 4 * 1024 * 1024;

/** The manifest that a packed file holds, read by listing alone; nothing is extracted. Throws `E_TARBALL_UNREADABLE`. */
export async function readTarball(file: string): Promise<PackedManifest> {
  const chunks: Buffer[] = [];
  await list({
    file,
    strict: true,
    onReadEntry: (entry) => {
      const isManifest =
        entry.type === "File" && entry.path === "package/package.json" && entry.size <= largestManifest;
      if (isManifest) entry.on("data", (chunk) => void chunks.push(chunk));
    },
  }).catch((error: unknown) => {
    throw failures.E_TARBALL_UNREADABLE(
      { file, why: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  });
  const parsed = parsePackedManifest(Buffer.concat(chunks).toString("utf8"));
  if (!parsed) {
    throw failures.E_TARBALL_UNREADABLE({ file, why: "it holds no package/package.json that is a manifest" });
  }
  return parsed;
}
