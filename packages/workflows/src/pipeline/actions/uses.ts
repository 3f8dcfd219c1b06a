import { type ActionName, actionPins } from "./action-pins.ts";

/** An action at its pinned commit, as `uses` takes it; `below` is the folder of one that holds several. */
export function uses(name: ActionName, below?: string): string {
  return `${name}${below === undefined ? "" : `/${below}`}@${actionPins[name].sha}`;
}

/** The version that stands beside a pinned action; undefined where it is none of the pinned. */
export function versionOf(action: string): string | undefined {
  const [path = "", sha] = action.split("@");
  const name = path.split("/").slice(0, 2).join("/");
  return Object.entries(actionPins).find(([known, pin]) => known === name && pin.sha === sha)?.[1].version;
}
