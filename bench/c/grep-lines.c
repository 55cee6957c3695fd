/*
 * grep-lines FILE NEEDLE
 *
 * What a stream engine must do: find each line, then look for the needle inside that line. (Searching whole blocks is
 * twice as fast and no fair limit: a user's predicate sees one line.) Prints "ANSWER matches".
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "measure.h"

enum { BLOCK = 1 << 18 };

int main(int argc, char **argv) {
  if (argc != 3) return fputs("usage: grep-lines FILE NEEDLE\n", stderr), 2;
  double start = now_ms();
  int file = open(argv[1], O_RDONLY);
  if (file < 0) die(argv[1]);
  const char *needle = argv[2];
  size_t needle_length = strlen(needle);
  char *block = malloc(2 * BLOCK);
  if (!block) die("malloc");
  long matches = 0;
  size_t carry = 0; /* bytes of an unfinished line at the block's start; a line is shorter than a block */
  for (ssize_t got; (got = read(file, block + carry, BLOCK)) > 0;) {
    char *line = block, *end = block + carry + got, *line_end;
    while ((line_end = memchr(line, '\n', (size_t)(end - line)))) {
      if (memmem(line, (size_t)(line_end - line), needle, needle_length)) matches++;
      line = line_end + 1;
    }
    carry = (size_t)(end - line);
    memmove(block, line, carry);
  }
  printf("ANSWER %ld\n", matches);
  print_metric(now_ms() - start);
  return 0;
}
