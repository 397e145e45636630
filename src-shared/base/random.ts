/** The one source of randomness; adapters must be cryptographically secure. */
export interface Random {
  bytes(length: number): Uint8Array;
}
