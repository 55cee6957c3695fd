/** The same bytes with Buffer's methods: its searches are memchr, those of a plain Uint8Array are loops. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
