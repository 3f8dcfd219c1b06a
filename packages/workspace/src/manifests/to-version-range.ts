import validRange from "semver/ranges/valid.js";

/** The majors of Node's long-term lines by their names. */
const lines: Readonly<Record<string, string>> = {
  argon: "4",
  boron: "6",
  carbon: "8",
  dubnium: "10",
  erbium: "12",
  fermium: "14",
  gallium: "16",
  hydrogen: "18",
  iron: "20",
  jod: "22",
  krypton: "24",
};

/** The semver range of a version as tools write it: `v20.11.0`, `20`, `lts/iron`, `9.1.0+sha512.…`, `>=22`. Undefined for `lts/*`, `latest` and whatever else moves. */
export function toVersionRange(written: string): string | undefined {
  const text = written.trim();
  const name = text.replace(/^lts\//u, "").toLowerCase();
  const named = Object.hasOwn(lines, name) ? lines[name] : undefined;
  const bare = named ?? text.replace(/^[v=](?=\d)/u, "").replace(/\+[\w.-]+$/u, "");
  return bare === "" || validRange(bare) === null ? undefined : bare;
}
