/** Growing columns: typed arrays whose final length is not known while they are filled. */

export class Int32List {
  length = 0;
  private data = new Int32Array(16);

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Int32Array(this.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length++] = value;
  }

  /** A copy of exactly what was pushed. */
  freeze(): Int32Array {
    return this.data.slice(0, this.length);
  }
}

export class Float64List {
  length = 0;
  private data = new Float64Array(16);

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Float64Array(this.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length++] = value;
  }

  /** Adds to a value that was pushed. */
  add(index: number, amount: number): void {
    this.data[index]! += amount;
  }

  freeze(): Float64Array {
    return this.data.slice(0, this.length);
  }
}

/** 64-bit entries pushed as (lo, hi) words. */
export class WordPairList {
  length = 0;
  private data = new Uint32Array(32);

  push(lo: number, hi: number): void {
    if (this.length * 2 === this.data.length) {
      const grown = new Uint32Array(this.length * 4);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length * 2] = lo;
    this.data[this.length * 2 + 1] = hi;
    this.length++;
  }

  freezeUnsigned(): BigUint64Array {
    return new BigUint64Array(this.data.slice(0, this.length * 2).buffer);
  }

  freezeSigned(): BigInt64Array {
    return new BigInt64Array(this.data.slice(0, this.length * 2).buffer);
  }
}
