//go:build !fast

package main

// checksumPage is a CRC-32 taken bit by bit.
//
//go:noinline
func checksumPage(page string) uint32 {
	sum := ^uint32(0)
	for i := 0; i < len(page); i++ {
		sum ^= uint32(page[i])
		for bit := 0; bit < 8; bit++ {
			if sum&1 == 1 {
				sum = sum>>1 ^ 0xedb88320
			} else {
				sum >>= 1
			}
		}
	}
	return ^sum
}
