import type { DeviceId, PackageId } from '../../src-shared/base/ids.ts';

/** Where a package's objects lie on the hub. */
export const packageKeys = {
  all: (id: PackageId): string => `packages/${id}/`,
  header: (id: PackageId): string => `packages/${id}/header`,
  contents: (id: PackageId): string => `packages/${id}/contents`,
  segments: (id: PackageId): string => `packages/${id}/segments`,
  segment: (id: PackageId, number: number): string => `packages/${id}/s/${String(number).padStart(8, '0')}`,
} as const;

export const mailKeys = {
  all: (mailbox: string): string => `mail/${mailbox}/`,
  mail: (mailbox: string, id: string): string => `mail/${mailbox}/${id}`,
} as const;

export const feedKeys = {
  all: (device: DeviceId): string => `feeds/${device}/`,
  entry: (device: DeviceId, seq: number): string => `feeds/${device}/${String(seq).padStart(10, '0')}`,
} as const;
