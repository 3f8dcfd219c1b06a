import type { Left } from "./left.ts";
import { numberOf, type SchemaNode } from "./schema-node.ts";
import { allTypes, type ValueType } from "./value-types.ts";

/** A limit; an open one is not reached. */
export interface Bound {
  readonly value: number;
  readonly open: boolean;
}

export type BoundKind = "items" | "length" | "number" | "properties";

interface Keywords {
  readonly min: string;
  readonly max: string;
  readonly size: (value: unknown) => number | undefined;
}

const keywords: Readonly<Record<BoundKind, Keywords>> = {
  items: { min: "minItems", max: "maxItems", size: (value) => (Array.isArray(value) ? value.length : undefined) },
  // JSON Schema counts code points.
  length: {
    min: "minLength",
    max: "maxLength",
    size: (value) => (typeof value === "string" ? Array.from(value).length : undefined),
  },
  number: { min: "minimum", max: "maximum", size: (value) => (typeof value === "number" ? value : undefined) },
  properties: { min: "minProperties", max: "maxProperties", size: () => undefined },
};

/** The narrowest limits that are stated, or that follow from what is known. */
export function boundOf(
  left: Pick<Left, "parts"> & Partial<Left>,
  kind: BoundKind,
): { readonly lower: Bound | undefined; readonly upper: Bound | undefined } {
  const { min, max, size } = keywords[kind];
  const sizes = left.values?.flatMap((value) => size(value) ?? []) ?? [];
  const counted = sizes.length === 0 ? [] : [Math.min(...sizes), Math.max(...sizes)];
  const least = kind === "number" ? [] : [0];
  const needed = kind === "properties" ? [left.required?.size ?? 0] : [];
  const lows = [...counted.slice(0, 1), ...least, ...needed].map(closed);
  const highs = counted.slice(1).map(closed);
  const whole = kind === "number" && !(left.types ?? allTypes).has("fraction");
  return {
    lower: narrowest([...lows, ...stated(left.parts, min, whole ? Math.ceil : undefined)], 1, whole),
    upper: narrowest([...highs, ...stated(left.parts, max, whole ? Math.floor : undefined)], -1, whole),
  };
}

function closed(value: number): Bound {
  return { value, open: false };
}

function stated(
  parts: readonly SchemaNode[],
  keyword: string,
  round: ((value: number) => number) | undefined,
): readonly Bound[] {
  const exclusive = `exclusive${keyword.replace(/^m/u, "M")}`;
  return parts.flatMap((part) => {
    const [at, beyond] = [numberOf(part, keyword), numberOf(part, exclusive)];
    return [
      ...(at === undefined ? [] : [closed(round?.(at) ?? at)]),
      ...(beyond === undefined ? [] : [{ value: beyond, open: true }]),
    ];
  });
}

/** Between integers an open limit is a closed one further in. */
function narrowest(bounds: readonly Bound[], sign: -1 | 1, whole: boolean): Bound | undefined {
  const all = bounds.map((bound) => {
    if (!whole || !bound.open) return bound;
    return closed(sign === 1 ? Math.floor(bound.value) + 1 : Math.ceil(bound.value) - 1);
  });
  return all.toSorted((a, b) => sign * (b.value - a.value) || Number(b.open) - Number(a.open))[0];
}

/** The kinds of values that a limit is about. */
export const boundTypes: Readonly<Record<BoundKind, readonly ValueType[]>> = {
  items: ["array"],
  length: ["string"],
  number: ["fraction", "integer"],
  properties: ["object"],
};
