import fc from "fast-check";

// Enough to be quick at one's desk; CI looks five times as hard.
fc.configureGlobal({ numRuns: Number(process.env["FC_RUNS"] ?? 100) });
