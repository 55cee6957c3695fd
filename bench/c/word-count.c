/*
 * word-count FILE
 *
 * The limit a word count is measured against: one thread, bytes only, an open-addressing table. A word is what stands
 * between blanks and line ends. Prints "ANSWER distinct total".
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "measure.h"

enum { BLOCK = 1 << 18 };

typedef struct {
  uint32_t start; /* of the word's bytes in the arena */
  uint32_t length;
  uint32_t hash;
  uint32_t count; /* 0: a free slot */
} Slot;

static Slot *slots;
static uint32_t mask, used;
static char *arena;
static size_t arena_used, arena_size = 1 << 24;

static void make_slots(uint32_t capacity) {
  slots = calloc(capacity, sizeof(Slot));
  if (!slots) die("calloc");
  mask = capacity - 1;
}

static void grow(void) {
  Slot *old = slots;
  uint32_t capacity = mask + 1;
  make_slots(capacity * 2);
  for (uint32_t i = 0; i < capacity; i++) {
    if (!old[i].count) continue;
    uint32_t at = old[i].hash & mask;
    while (slots[at].count) at = (at + 1) & mask;
    slots[at] = old[i];
  }
  free(old);
}

static void take_slot(Slot *slot, const unsigned char *word, size_t length, uint32_t hash) {
  if (arena_used + length > arena_size) {
    arena_size *= 2;
    arena = realloc(arena, arena_size);
    if (!arena) die("realloc");
  }
  memcpy(arena + arena_used, word, length);
  *slot = (Slot){(uint32_t)arena_used, (uint32_t)length, hash, 1};
  arena_used += length;
  if (++used * 2 > mask) grow();
}

static inline void count_word(const unsigned char *word, size_t length, uint32_t hash) {
  hash ^= hash >> 15;
  for (uint32_t at = hash & mask;; at = (at + 1) & mask) {
    Slot *slot = slots + at;
    if (!slot->count) {
      take_slot(slot, word, length, hash);
      return;
    }
    if (slot->hash == hash && slot->length == length && !memcmp(arena + slot->start, word, length)) {
      slot->count++;
      return;
    }
  }
}

/* Counts the words that end inside the block; returns where an unfinished last word starts, or `size`. */
static size_t count_block(const unsigned char *block, size_t size) {
  size_t at = 0;
  for (;;) {
    while (at < size && block[at] <= ' ') at++;
    size_t start = at;
    uint32_t hash = 0;
    while (at < size && block[at] > ' ') hash = (hash ^ block[at++]) * 0x9E3779B1u;
    if (at == size) return start;
    count_word(block + start, at - start, hash);
  }
}

int main(int argc, char **argv) {
  if (argc != 2) return fputs("usage: word-count FILE\n", stderr), 2;
  double start = now_ms();
  int file = open(argv[1], O_RDONLY);
  if (file < 0) die(argv[1]);
  make_slots(1 << 17);
  arena = malloc(arena_size);
  unsigned char *block = malloc(2 * BLOCK);
  if (!arena || !block) die("malloc");
  size_t carry = 0; /* bytes of an unfinished word at the block's start; a word is shorter than a block */
  for (ssize_t got; (got = read(file, block + carry, BLOCK)) > 0;) {
    size_t size = carry + (size_t)got;
    size_t rest = count_block(block, size);
    carry = size - rest;
    memmove(block, block + rest, carry);
  }
  block[carry] = '\n';
  count_block(block, carry + 1);

  uint64_t total = 0;
  for (uint32_t i = 0; i <= mask; i++) total += slots[i].count;
  printf("ANSWER %u %llu\n", used, (unsigned long long)total);
  print_metric(now_ms() - start);
  return 0;
}
