/** A cluster that was silent for so long counts as away. */
export const silentMs = 60_000;
