import fc from "fast-check";

/** Text of any code points but lone surrogates. What fast-check has for it takes seconds to make in each process. */
export const anyText = (
  bounds: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> => fc.string({ ...bounds, unit: codePoint });

const codePoint = fc
  .oneof({ weight: 1, arbitrary: fc.nat(0x7f) }, { weight: 1, arbitrary: fc.nat(0x10_ff_ff) })
  .map((point) => String.fromCodePoint(point >= 0xd8_00 && point <= 0xdf_ff ? point - 0x8_00 : point));
