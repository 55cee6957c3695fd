/*
 * tcp-receive PORT CONNECTIONS
 *
 * Opens the connections (the server may come up to 10 s later), drains them with reads of 256 KB until all have
 * ended, and looks at nothing it gets. Prints "ANSWER bytes"; the time counts from the first byte.
 */
#include <errno.h>
#include <poll.h>

#include "measure.h"
#include "tcp.h"

enum { CHUNK = 1 << 18, MOST = 64, PATIENCE_MS = 10000 };

/* Tries every 5 ms: the server's process may still be starting. */
static int connect_to(int port) {
  double give_up = now_ms() + PATIENCE_MS;
  struct sockaddr_in address = loopback(port);
  for (;;) {
    int client = socket(AF_INET, SOCK_STREAM, 0);
    if (!connect(client, (struct sockaddr *)&address, sizeof address)) return client;
    if (errno != ECONNREFUSED || now_ms() > give_up) die("connect");
    close(client);
    usleep(5000);
  }
}

int main(int argc, char **argv) {
  int count = argc == 3 ? atoi(argv[2]) : 0;
  if (count < 1 || count > MOST) return fputs("usage: tcp-receive PORT CONNECTIONS\n", stderr), 2;
  char *chunk = malloc(CHUNK);
  if (!chunk) die("malloc");
  struct pollfd clients[MOST];
  for (int i = 0; i < count; i++)
    clients[i] = (struct pollfd){.fd = connect_to(atoi(argv[1])), .events = POLLIN};

  double start = 0;
  unsigned long long bytes = 0;
  for (int open_clients = count; open_clients > 0;) {
    if (poll(clients, (nfds_t)count, -1) < 0) die("poll");
    for (int i = 0; i < count; i++) {
      if (clients[i].fd < 0 || !clients[i].revents) continue;
      ssize_t got = read(clients[i].fd, chunk, CHUNK);
      if (got < 0) die("read");
      if (bytes == 0) start = now_ms();
      bytes += (unsigned long long)got;
      if (got > 0) continue;
      close(clients[i].fd);
      clients[i].fd = -1; /* poll ignores it from now on */
      open_clients--;
    }
  }
  printf("ANSWER %llu\n", bytes);
  print_metric(now_ms() - start);
  return 0;
}
