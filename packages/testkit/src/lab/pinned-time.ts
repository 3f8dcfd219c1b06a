/**
 * Loaded before a program (`node --import`), it holds that program's time still: two runs then write the same dates and durations.
 * Timers go on. The instant is `LAB_NOW`, in milliseconds since 1970.
 */
const instant = Number(process.env["LAB_NOW"]);
const Real = Date;

class PinnedDate extends Real {
  constructor(...given: readonly [] | readonly [value: number | string]) {
    if (given.length === 0) super(instant);
    else super(...(given as readonly [number]));
  }

  static override now(): number {
    return instant;
  }
}

if (Number.isFinite(instant)) {
  globalThis.Date = PinnedDate as unknown as DateConstructor;
  performance.now = () => 0;
}
