import { paginated, type Call, type Endpoint } from "./call.ts";
import { invalid, notFound } from "./exchange.ts";
import { takeId, type GitHubAsset, type GitHubRelease } from "./github-state.ts";
import { renderAsset } from "./render-release.ts";
import { findRelease, refuseImmutable, visible } from "./releases.ts";

export const listAssets: Endpoint = (call) => {
  const release = findRelease(call);
  return paginated(call, release.assets, (one) => renderAsset(one, release, call));
};

/** One whose length is not what was announced stays behind as `starter`. */
export const uploadAsset: Endpoint = (call) => {
  const { state, viewer, now, request } = call;
  const release = findRelease(call);
  refuseImmutable(release);
  const name = storedName(request.url.searchParams.get("name") ?? "");
  if (release.assets.some((one) => one.name === name)) throw invalid("ReleaseAsset.name", "already_exists");
  const isWhole = Number(request.headers["content-length"]) === request.bytes.length;
  const asset: GitHubAsset = {
    id: takeId(state),
    name,
    label: request.url.searchParams.get("label") ?? undefined,
    type: request.headers["content-type"] ?? "application/octet-stream",
    state: isWhole ? "uploaded" : "starter",
    uploader: viewer?.login ?? "",
    createdAt: now,
    bytes: isWhole ? Uint8Array.from(request.bytes) : new Uint8Array(),
  };
  release.assets.push(asset);
  return isWhole
    ? { status: 201, body: renderAsset(asset, release, call) }
    : { status: 502, body: { message: "Bad Gateway" } };
};

/** As JSON, or as its bytes: those lie elsewhere. */
export const getAsset: Endpoint = (call) => {
  const { asset, release } = findAsset(call);
  if (call.request.headers["accept"] !== "application/octet-stream") {
    return { status: 200, body: renderAsset(asset, release, call) };
  }
  if (asset.state !== "uploaded") throw notFound();
  return { status: 302, headers: { location: `${call.at.storage}/${call.repository.id}/${asset.id}?signature=1` } };
};

export const updateAsset: Endpoint = (call) => {
  const { asset, release } = findAsset(call);
  refuseImmutable(release);
  const { name = asset.name, label = asset.label } = call.json;
  Object.assign(asset, { name, label });
  return { status: 200, body: renderAsset(asset, release, call) };
};

export const deleteAsset: Endpoint = (call) => {
  const { asset, release } = findAsset(call);
  refuseImmutable(release);
  release.assets = release.assets.filter(({ id }) => id !== asset.id);
  return { status: 204 };
};

function findAsset(call: Call): { readonly asset: GitHubAsset; readonly release: GitHubRelease } {
  const id = Number(call.parameters["asset_id"]);
  const found = visible(call).flatMap((release) =>
    release.assets.filter((asset) => asset.id === id).map((asset) => ({ asset, release })),
  );
  const [first] = found;
  if (!first) throw notFound();
  return first;
}

/** GitHub renames what has other characters, and takes leading and trailing periods away. */
function storedName(name: string): string {
  return name.replaceAll(/[^\w.+@-]/gu, ".").replaceAll(/^\.+|\.+$/gu, "");
}
