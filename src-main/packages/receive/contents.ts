import { fromHex, hex, zero } from '../../../src-shared/base/bytes.ts';
import { isExecutableName } from '../../../src-shared/base/executable-name.ts';
import type { PackageId } from '../../../src-shared/base/ids.ts';
import { err, ok, type Result } from '../../../src-shared/base/result.ts';
import { safePaths } from '../../../src-shared/base/safe-name.ts';
import { type Contents, countFiles, decodeContents, totalSize } from '../../../src-shared/protocol/package-contents.ts';
import { decodeEnvelope, type Envelope } from '../../../src-shared/protocol/package-envelope.ts';
import { BLOB, openBlob } from '../../crypto/v1/blob.ts';
import { packageIdBytes, rootKey } from '../../crypto/v1/keys.ts';
import { packageKeys } from '../keys.ts';
import type { FileEntry, PackageContents, PackageError } from '../port.ts';
import type { ReceiveContext } from './context.ts';
import { queueReceipt } from './receipts.ts';

/** Contents that are kept in memory: a large table may take 100 MB. */
const KEPT = 4;

export interface OpenPackage {
  readonly envelope: Envelope;
  /** Root key of contents and segments; the opener's, who zeroes it on `close`. */
  readonly root: Uint8Array;
  /** Sizes and original names, as the sender wrote them. */
  readonly raw: Contents;
  readonly shown: PackageContents;
}

type Opened = Promise<Result<OpenPackage, PackageError>>;
const fail = <C extends 'package.unknown' | 'package.expired' | 'package.gone' | 'package.needsPassword'>(
  code: C,
): Result<never, PackageError> => err({ code, detail: '' });
const damaged: Result<never, PackageError> = err({ code: 'package.refused', detail: 'contents' });

/** File table as people see it: safe paths, the sender's own where they differ. */
export function showFiles(contents: Contents): readonly FileEntry[] {
  const paths = safePaths(contents.files);
  return contents.files.map((file, index) => {
    const path = paths[index] ?? '_';
    return {
      index,
      path,
      originalPath: path === file.path ? null : file.path,
      size: file.size,
      modifiedAt: file.modifiedAt,
      folder: file.folder,
      executable: !file.folder && (file.executable || isExecutableName(path)),
    };
  });
}

export interface ContentsOpener {
  /** @param password zeroed once used. */
  open(id: PackageId, password: Uint8Array | null): Opened;
  close(): void;
}

/** Opens message and file tables. Keys that came of a password stay in memory until `close`. */
export function createContentsOpener(context: ReceiveContext): ContentsOpener {
  const { packages, hub, crypto, workers, clock } = context;
  const opened = new Map<PackageId, OpenPackage>();
  const passwordKeys = new Map<PackageId, Uint8Array>();
  let closed = false;

  function keep(id: PackageId, open: OpenPackage): void {
    opened.delete(id);
    opened.set(id, open);
    for (const [oldest, { root }] of opened) {
      if (opened.size <= KEPT) return;
      opened.delete(oldest);
      zero(root);
    }
  }

  /** What the vault holds of a package that may be opened at all. */
  function lookUp(id: PackageId): Result<{ contentKey: Uint8Array; envelope: Envelope }, PackageError> {
    const row = packages.find(id);
    const details = packages.details(id);
    if (row === null || details === null) return fail('package.unknown');
    if (row.refused !== null) return err({ code: 'package.refused', detail: row.refused });
    if (row.expiresAt !== null && row.expiresAt <= clock.now()) return fail('package.expired');
    if (details.removed) return fail('package.gone');
    const envelope = details.envelope === null ? null : decodeEnvelope(details.envelope);
    if (details.contentKey === null || envelope === null) return fail('package.unknown');
    return ok({ contentKey: details.contentKey, envelope });
  }

  async function fetch(envelope: Envelope): Promise<Result<Uint8Array, PackageError>> {
    const sealed = await hub.get(packageKeys.contents(envelope.id), { maxBytes: envelope.sizes.contents });
    if (!sealed.ok) return sealed.error.code === 'hub.tooLarge' ? damaged : sealed;
    if (sealed.value === null) return fail('package.gone');
    return hex(crypto.hash(sealed.value)) === envelope.hashes.contents ? ok(sealed.value) : damaged;
  }

  /** null for a package without a password. */
  async function passwordKey(
    envelope: Envelope,
    password: Uint8Array | null,
  ): Promise<Result<Uint8Array | null, PackageError>> {
    const parameters = envelope.password;
    if (parameters === null) return ok(null);
    const held = passwordKeys.get(envelope.id);
    if (held !== undefined) return ok(held);
    if (password === null) return fail('package.needsPassword');
    const salt = fromHex(parameters.salt) ?? new Uint8Array();
    return workers.passwordKey(password, { ...parameters, salt });
  }

  /**
   * The ciphertext is what the sender signed, so a commitment to another key means another password, and nothing else
   * (without a password: a sender who sealed it wrongly).
   */
  function decrypt(envelope: Envelope, root: Uint8Array, sealed: Uint8Array): Result<Contents, PackageError> {
    const plain = openBlob(crypto, BLOB.contents, root, packageIdBytes(envelope.id), sealed);
    if (!plain.ok) {
      const wrong = plain.error.code === 'format.wrongKey' && envelope.password !== null;
      return wrong ? err({ code: 'package.wrongPassword', detail: '' }) : damaged;
    }
    const contents = decodeContents(plain.value);
    zero(plain.value);
    const { entries, files, total } = envelope.sizes;
    const asSigned =
      contents !== null &&
      contents.files.length === entries &&
      countFiles(contents.files) === files &&
      totalSize(contents.files) === total;
    return asSigned ? ok(contents) : damaged;
  }

  async function open(id: PackageId, password: Uint8Array | null): Opened {
    const found = lookUp(id);
    if (!found.ok) return found;
    const { envelope, contentKey } = found.value;
    try {
      return await openWith(id, envelope, contentKey, password);
    } finally {
      zero(contentKey);
    }
  }

  async function openWith(
    id: PackageId,
    envelope: Envelope,
    contentKey: Uint8Array,
    password: Uint8Array | null,
  ): Opened {
    const before = opened.get(id);
    if (before !== undefined) return ok(before);
    if (envelope.password !== null && password === null && !passwordKeys.has(id)) return fail('package.needsPassword');
    const sealed = await fetch(envelope);
    if (!sealed.ok) return sealed;
    const derived = await passwordKey(envelope, password);
    if (!derived.ok) return derived;
    const root = rootKey(crypto, contentKey, packageIdBytes(id), derived.value);
    const raw = decrypt(envelope, root, sealed.value);
    // SECURITY: S14. Locked while the hub or Argon2id was at work: nothing is kept, and nothing answered.
    if (!raw.ok || closed) {
      zero(root, closed ? (derived.value ?? undefined) : undefined);
      return raw.ok ? err({ code: 'work.cancelled', detail: '' }) : raw;
    }
    if (derived.value !== null) passwordKeys.set(id, derived.value);
    const result: OpenPackage = {
      envelope,
      root,
      raw: raw.value,
      shown: { message: raw.value.message, files: showFiles(raw.value) },
    };
    keep(id, result);
    queueReceipt(context, id, 'opened');
    return ok(result);
  }

  return {
    async open(id, password) {
      try {
        return await open(id, password);
      } finally {
        zero(password ?? undefined);
      }
    },
    close() {
      closed = true;
      for (const { root } of opened.values()) zero(root);
      zero(...passwordKeys.values());
      opened.clear();
      passwordKeys.clear();
    },
  };
}
