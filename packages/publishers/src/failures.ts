import type { FailureConstructors } from "@releaser/core";
import { gitHubFailures, type GitHubDetails } from "./failures/github.ts";
import { imageFailures, type ImageDetails } from "./failures/image.ts";
import { npmFailures, type NpmDetails } from "./failures/npm.ts";
import { packedFailures, type PackedDetails } from "./failures/packed.ts";
import { pageFailures, type PageDetails } from "./failures/page.ts";
import { plugInFailures, type PlugInDetails } from "./failures/plug-in.ts";
import { remoteFailures, type RemoteDetails } from "./failures/remote.ts";

/** What can go wrong between a packed file and the world. */
export const failures: FailureConstructors<
  GitHubDetails & ImageDetails & NpmDetails & PackedDetails & PageDetails & PlugInDetails & RemoteDetails
> = {
  ...gitHubFailures,
  ...imageFailures,
  ...npmFailures,
  ...packedFailures,
  ...pageFailures,
  ...plugInFailures,
  ...remoteFailures,
};
