//go:build fast

package main

// table holds the checksum of every byte.
var table = func() (rows [256]uint32) {
	for i := range rows {
		sum := uint32(i)
		for bit := 0; bit < 8; bit++ {
			if sum&1 == 1 {
				sum = sum>>1 ^ 0xedb88320
			} else {
				sum >>= 1
			}
		}
		rows[i] = sum
	}
	return rows
}()

// checksumPage is the same CRC-32, a byte at a time.
//
//go:noinline
func checksumPage(page string) uint32 {
	sum := ^uint32(0)
	for i := 0; i < len(page); i++ {
		sum = sum>>8 ^ table[byte(sum)^page[i]]
	}
	return ^sum
}
