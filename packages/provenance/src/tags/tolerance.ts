/** Milliseconds by which a signed date may differ from the time that it is held against: a day, because clocks of machines differ. */
export const tolerance: number = 24 * 60 * 60 * 1000;
