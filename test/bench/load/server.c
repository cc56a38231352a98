/*
 * The target of the load bench: one thread, epoll, so small that the client is the bottleneck.
 *
 *     server BODY_BYTES [FREEZE_MS EVERY_MS]
 *
 * Listens on a free port of 127.0.0.1, prints it, and answers every request head with 200 and a body of so many
 * bytes; requests in one read are answered in one write. Large answers are sent from a file in memory, whose pages
 * the kernel need not copy: else the copying would make this side the bottleneck. With FREEZE_MS it stands still for so long every
 * EVERY_MS, counted from its start. Ends when its standard input does.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_FDS = 4096, MAX_BATCH = 64, READ_BYTES = 65536, LARGE_BYTES = 16384 };

typedef struct {
  int matched;    /* how much of the blank line that ends a head has been seen */
  int waiting;    /* answers not yet begun */
  size_t written; /* bytes of the answer that is on its way */
} Connection;

static Connection connections[MAX_FDS];
static char *answers; /* the answer, MAX_BATCH times in a row */
static size_t answer_bytes;
static int answers_file = -1; /* the same as a file in memory, where they are large */

static double now_ms(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * 1e3 + at.tv_nsec / 1e6;
}

static int heads_in(Connection *c, const char *bytes, ssize_t count) {
  static const char blank[] = "\r\n\r\n";
  int heads = 0;
  for (ssize_t i = 0; i < count; i++) {
    if (bytes[i] == blank[c->matched]) {
      if (++c->matched == 4) heads++, c->matched = 0;
    } else {
      c->matched = bytes[i] == '\r';
    }
  }
  return heads;
}

/* Returns -1 when the connection is gone. */
static int flush_answers(int epoll, int fd) {
  Connection *c = &connections[fd];
  while (c->waiting > 0) {
    int batch = c->waiting < MAX_BATCH ? c->waiting : MAX_BATCH;
    size_t left = answer_bytes * batch - c->written;
    off_t from = c->written;
    ssize_t sent = answers_file < 0 ? send(fd, answers + c->written, left, MSG_NOSIGNAL)
                                    : sendfile(fd, answers_file, &from, left);
    if (sent < 0 && errno == EAGAIN) {
      struct epoll_event want = {.events = EPOLLIN | EPOLLOUT, .data.fd = fd};
      epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &want);
      return 0;
    }
    if (sent < 0) return -1;
    c->written += sent;
    c->waiting -= c->written / answer_bytes;
    c->written %= answer_bytes;
  }
  return 0;
}

static void accept_all(int epoll, int listener) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    int on = 1;
    struct epoll_event want = {.events = EPOLLIN, .data.fd = fd};
    if (fd >= MAX_FDS) {
      close(fd);
      continue;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    memset(&connections[fd], 0, sizeof connections[fd]);
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &want);
  }
}

int main(int argc, char **argv) {
  size_t body = argc > 1 ? strtoul(argv[1], NULL, 10) : 2;
  double freeze = argc > 3 ? atof(argv[2]) : 0, every = argc > 3 ? atof(argv[3]) : 0;
  char head[128];
  int head_bytes = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", body);
  answer_bytes = head_bytes + body;
  answers = malloc(answer_bytes * MAX_BATCH);
  for (int i = 0; i < MAX_BATCH; i++) {
    memcpy(answers + i * answer_bytes, head, head_bytes);
    memset(answers + i * answer_bytes + head_bytes, 'x', body);
  }

  signal(SIGPIPE, SIG_IGN);
  if (answer_bytes >= LARGE_BYTES) {
    answers_file = memfd_create("answers", 0);
    for (size_t done = 0; done < answer_bytes * MAX_BATCH;) {
      ssize_t wrote = write(answers_file, answers + done, answer_bytes * MAX_BATCH - done);
      if (wrote <= 0) return perror("memfd"), 1;
      done += wrote;
    }
  }

  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1, epoll = epoll_create1(0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof at;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 1024)) return perror("listen"), 1;
  getsockname(listener, (struct sockaddr *)&at, &length);
  printf("%d\n", ntohs(at.sin_port));
  fflush(stdout);

  struct epoll_event want = {.events = EPOLLIN, .data.fd = listener}, events[256];
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &want);
  want.data.fd = 0;
  epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &want);
  static char bytes[READ_BYTES];
  double next_freeze = now_ms() + every;

  for (;;) {
    int wait = freeze > 0 ? (int)(next_freeze - now_ms()) + 1 : -1;
    int count = epoll_wait(epoll, events, 256, wait < 0 && freeze > 0 ? 0 : wait);
    if (freeze > 0 && now_ms() >= next_freeze) {
      poll(NULL, 0, (int)freeze);
      next_freeze += every;
    }
    for (int i = 0; i < count; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        accept_all(epoll, listener);
        continue;
      }
      Connection *c = &connections[fd];
      if (fd == 0) {
        if (read(0, bytes, sizeof bytes) <= 0) return 0;
        continue;
      }
      if (events[i].events & EPOLLOUT) {
        want = (struct epoll_event){.events = EPOLLIN, .data.fd = fd};
        epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &want);
      }
      if (events[i].events & EPOLLIN) {
        ssize_t got = read(fd, bytes, sizeof bytes);
        if (got <= 0 && !(got < 0 && errno == EAGAIN)) {
          close(fd);
          continue;
        }
        if (got > 0) c->waiting += heads_in(c, bytes, got);
      }
      if (flush_answers(epoll, fd) < 0) close(fd);
    }
  }
}
