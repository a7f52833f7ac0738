/** A log that nobody reads. */
export const silentLog = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {}
