/*
 * tcp-send FILE TIMES
 *
 * Serves one client: FILE, TIMES times over, from memory, in writes of 256 KB. Prints "READY port" when it listens
 * on a port that the system chose.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "measure.h"
#include "tcp.h"

enum { CHUNK = 1 << 18 };

static int listen_anywhere(int *port) {
  int server = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  if (bind(server, (struct sockaddr *)&address, length)) die("bind");
  if (listen(server, 8)) die("listen");
  getsockname(server, (struct sockaddr *)&address, &length);
  *port = ntohs(address.sin_port);
  return server;
}

static void send_all(int client, const char *bytes, size_t size) {
  for (size_t sent = 0; sent < size;) {
    size_t part = size - sent < CHUNK ? size - sent : CHUNK;
    ssize_t written = write(client, bytes + sent, part);
    if (written < 0) die("write");
    sent += (size_t)written;
  }
}

int main(int argc, char **argv) {
  if (argc != 3) return fputs("usage: tcp-send FILE TIMES\n", stderr), 2;
  signal(SIGPIPE, SIG_IGN);
  int file = open(argv[1], O_RDONLY);
  struct stat facts;
  if (file < 0 || fstat(file, &facts)) die(argv[1]);
  size_t size = (size_t)facts.st_size;
  char *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (bytes == MAP_FAILED) die("mmap");

  int port, server = listen_anywhere(&port);
  printf("READY %d\n", port);
  fflush(stdout);
  int client = accept(server, NULL, NULL);
  if (client < 0) die("accept");
  close(server);
  double start = now_ms();
  for (int times = atoi(argv[2]); times > 0; times--) send_all(client, bytes, size);
  close(client);
  print_metric(now_ms() - start);
  return 0;
}
