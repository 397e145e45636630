import type { ContactId, FolderId, MemberId } from '../../base/ids.ts';

/** What a permission is asked about, beyond the member: facts that the caller has verified. */
export type Resource =
  | PackageFacts
  /** Addressing somebody, or managing them. */
  | { readonly type: 'member'; readonly member: MemberId }
  /** Addressing a contact: of the site, or (`own`) one's own personal one. */
  | { readonly type: 'contact'; readonly contact: ContactId | 'own' }
  | { readonly type: 'folder'; readonly folder: FolderId };

export interface PackageFacts {
  readonly type: 'package';
  readonly author: MemberId;
  readonly recipients: readonly MemberId[];
  /** Of a cooperative package; empty otherwise. */
  readonly contributors: readonly MemberId[];
  /** public: anyone with the link. internal: any member with the link. private: recipients alone. */
  readonly audience: 'public' | 'internal' | 'private';
  /** Whom its author preferred to approve it; the author's approvers when the package was made. */
  readonly approvers: readonly MemberId[];
  /** Whether this member has a key that opens it; null: not asked. */
  readonly keyHeld: boolean | null;
}
