import type { AddressProfile } from './address-profile';

/**
 * Removes the second frame where it is the leaf again. Handlers take the leaf from the signal's context, and
 * walking the stack may find it once more, there as an address that a call returns to.
 */
export function dropRepeatedLeaves(profile: AddressProfile): void {
  for (const { stack } of profile.samples) {
    if (stack.length > 1 && profile.address(stack[0]!) === profile.address(stack[1]!) + 1n)
      stack.splice(1, 1);
  }
}
