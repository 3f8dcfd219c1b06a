export const mendHere = { exit: 2, who: "you", retryable: false } as const;
export const conflict = { exit: 6, who: "Owner", retryable: false } as const;
export const credentials = { exit: 9, who: "Integrator/Owner", retryable: true } as const;
export const outward = { exit: 5, who: "you", retryable: true } as const;
export const again = "type the same command again: what holds is skipped";
