/**
 * The rules of who may manage whom. Each was found necessary by a search for privilege escalation, and
 * `tests/property/policy` shows it again: with any one of them off, the search finds a violation. That is the one reason
 * why they can be switched; everything but those tests goes by `LAWS`.
 *
 * - G1 a target's rank is below the actor's, or equal with `peer`, and in the actor's scopes; the owner is never a target.
 * - G2 grant only what you hold; lifting a deny is a grant.
 * - G3 edit and assign only roles of lower rank (assign: or equal with `peer`); unique roles move only by transfer.
 * - G4 group permissions: the actor outranks all its members.
 * - G5 adding to a group grants its allows; removing from it lifts its denies.
 * - G6 governance, delegated permissions and exemptions have no setting mode.
 * - G7 invite only into roles, groups and permissions within your own governance.
 * - G8 reset a password only where the target's governance is within yours.
 * - G9 delegated permissions travel only through a holder of `billing.delegate`.
 * - G10 a class ceiling beats any second role.
 * - G11 the owner's rights are constant.
 * - G12 nobody widens their own rights.
 */
export const LAW_NAMES = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G10', 'G11', 'G12'] as const;
export type Law = (typeof LAW_NAMES)[number];
export type Laws = Readonly<Record<Law, boolean>>;

export const LAWS: Laws = {
  G1: true,
  G2: true,
  G3: true,
  G4: true,
  G5: true,
  G6: true,
  G7: true,
  G8: true,
  G9: true,
  G10: true,
  G11: true,
  G12: true,
};
