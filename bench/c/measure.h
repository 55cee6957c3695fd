/* What every program here reports with: a clock, and the lines that bench/lib/process.mjs reads. */
#ifndef MEASURE_H
#define MEASURE_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Milliseconds of a clock that only goes forward. */
static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* Always the last line of the output. */
static void print_metric(double ms) {
  printf("METRIC %.3f\n", ms);
  fflush(stdout);
}

__attribute__((noreturn)) static void die(const char *what) {
  perror(what);
  exit(1);
}

#endif
