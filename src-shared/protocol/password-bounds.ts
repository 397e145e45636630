/**
 * SECURITY: S22. Argon2id parameters come from files and hubs that may be hostile; what is outside these bounds is
 * refused before any memory is asked for. Passes, and KiB of memory.
 */
export const PASSWORD_BOUNDS = {
  passes: { min: 2, max: 10 },
  memoryKiB: { min: 64 * 1024, max: 1024 * 1024 },
} as const;
