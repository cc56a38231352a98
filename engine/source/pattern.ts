const highestAddress = 0xffffffffffffffffn;

/** The address that a pattern names where it is a number, as Go writes them; else null. */
export function addressOf(pattern: string): bigint | null {
  if (!/^(?:0x[0-9a-f]+|0o?[0-7]+|0b[01]+|[1-9][0-9]*|0)$/i.test(pattern)) return null;
  const octal = /^0o?([0-7]+)$/i.exec(pattern);
  const value = BigInt(octal === null ? pattern : `0o${octal[1]}`);
  return value > highestAddress ? null : value;
}
