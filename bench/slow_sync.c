// Adds SLOW_SYNC_MICROSECONDS to each fsync and fdatasync of a process: a disk that is slower than this one. Built by
// bench/chat_load.mjs and laid under the server, or PostgreSQL, with LD_PRELOAD.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

typedef int (*Sync)(int);

static long delay_microseconds(void) {
  const char* text = getenv("SLOW_SYNC_MICROSECONDS");
  return text == NULL ? 0 : strtol(text, NULL, 10);
}

static int sync_slowly(const char* name, int file) {
  const long delay = delay_microseconds();
  const struct timespec pause = {delay / 1000000, delay % 1000000 * 1000};
  if (delay > 0) nanosleep(&pause, NULL);
  return ((Sync)dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return sync_slowly("fsync", file); }
int fdatasync(int file) { return sync_slowly("fdatasync", file); }
