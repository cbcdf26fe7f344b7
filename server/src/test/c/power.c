/*
 * The disk of a machine whose power may fail: loaded before a server (LD_PRELOAD), it keeps in
 * POWER_TO what of the files in POWER_FROM is sure to outlast a loss of power. What was written
 * goes there when the file is synced, and by chance (POWER_SEED) earlier, since a disk may write
 * in any order. Names of removed files go at once or, by chance, not before the next sync.
 *
 * Whoever kills the server and puts POWER_TO in the place of POWER_FROM has cut the power.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 4096
#define RANGES 65536

typedef struct {
  off_t from, to;
} Range;

/* What a descriptor led to when it was last used; not every way of closing one comes by here. */
typedef struct {
  dev_t device;
  ino_t inode;
  int known, ours;
  char name[256];
  Range *dirty;
  int count;
} File;

static File files[FILES];
static char late[256];
static unsigned seed;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static const char *from(void) { return getenv("POWER_FROM"); }

static int by_chance(void) {
  if (seed == 0) {
    const char *given = getenv("POWER_SEED");
    seed = given == NULL ? 1 : (unsigned)atoi(given) + 1;
  }
  return rand_r(&seed) % 4 == 0;
}

static const char *name_in(const char *path) {
  size_t length = from() == NULL ? 0 : strlen(from());
  if (length == 0 || strncmp(path, from(), length) != 0 || path[length] != '/') return NULL;
  const char *name = path + length + 1;
  return strchr(name, '/') == NULL && strlen(name) < 256 ? name : NULL;
}

static void durable(const char *name, char *path) {
  snprintf(path, PATH_MAX, "%s/%s", getenv("POWER_TO"), name);
}

static File *tracked(int fd) {
  if (fd < 0 || fd >= FILES) return NULL;
  File *file = &files[fd];
  struct stat now;
  if (fstat(fd, &now) != 0) return NULL;
  if (!file->known || file->inode != now.st_ino || file->device != now.st_dev) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    const char *name = S_ISREG(now.st_mode) ? name_in(path) : NULL;
    file->known = 1;
    file->inode = now.st_ino;
    file->device = now.st_dev;
    file->ours = name != NULL;
    file->count = 0;
    if (name != NULL) strcpy(file->name, name);
  }
  return file->ours ? file : NULL;
}

static void copy(int fd, int to, Range range) {
  static char buffer[1 << 16];
  for (off_t at = range.from; at < range.to;) {
    size_t wanted = range.to - at < (off_t)sizeof buffer ? range.to - at : sizeof buffer;
    ssize_t got = pread(fd, buffer, wanted, at);
    if (got < 0) abort();
    if (got == 0) return;
    if (REAL(pwrite)(to, buffer, got, at) != got) abort();
    at += got;
  }
}

/* Brings all that is dirty to the durable copy, or only this range. */
static void bring(int fd, File *file, Range *only) {
  char path[PATH_MAX];
  durable(file->name, path);
  FILE *opened = fopen(path, "r+");
  if (opened == NULL) opened = fopen(path, "w+");
  snprintf(path, sizeof path, "%s/%s", from(), file->name);
  FILE *source = fopen(path, "r"); /* logs are opened for writing alone */
  if (opened == NULL || source == NULL) abort();
  int to = fileno(opened);
  fd = fileno(source);
  if (only != NULL) {
    copy(fd, to, *only);
  } else {
    struct stat size;
    fstat(fd, &size);
    if (REAL(ftruncate)(to, size.st_size) != 0) abort();
    for (int i = 0; i < file->count; i++) copy(fd, to, file->dirty[i]);
    file->count = 0;
    if (late[0]) {
      durable(late, path);
      REAL(unlink)(path);
      late[0] = 0;
    }
  }
  fclose(source);
  fclose(opened);
}

static void wrote(int fd, off_t at, ssize_t bytes) {
  File *file = tracked(fd);
  if (file == NULL || bytes <= 0) return;
  Range range = {at, at + bytes};
  if (strcmp(file->name, late) == 0) late[0] = 0; /* it exists again */
  if (by_chance()) bring(fd, file, &range);
  if (file->dirty == NULL) file->dirty = malloc(RANGES * sizeof(Range));
  if (file->count > 0 && file->dirty[file->count - 1].to == at) {
    file->dirty[file->count - 1].to = range.to;
  } else {
    if (file->count == RANGES) abort();
    file->dirty[file->count++] = range;
  }
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  pthread_mutex_lock(&mutex);
  ssize_t written = REAL(pwrite)(fd, bytes, count, at);
  wrote(fd, at, written);
  pthread_mutex_unlock(&mutex);
  return written;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  pthread_mutex_lock(&mutex);
  int ours = tracked(fd) != NULL;
  if (!ours) pthread_mutex_unlock(&mutex);
  ssize_t written = REAL(write)(fd, bytes, count);
  if (ours) {
    wrote(fd, lseek(fd, 0, SEEK_CUR) - written, written);
    pthread_mutex_unlock(&mutex);
  }
  return written;
}

static int synced(int fd, int result) {
  pthread_mutex_lock(&mutex);
  File *file = tracked(fd);
#ifndef DISK_LIES
  if (file != NULL && result == 0) bring(fd, file, NULL);
#endif
  pthread_mutex_unlock(&mutex);
  return result;
}

int fsync(int fd) { return synced(fd, REAL(fsync)(fd)); }

int fdatasync(int fd) { return synced(fd, REAL(fdatasync)(fd)); }

static void gone(const char *path) {
  const char *name = name_in(path);
  if (name == NULL) return;
  pthread_mutex_lock(&mutex);
  if (by_chance()) {
    strcpy(late, name);
  } else {
    char there[PATH_MAX];
    durable(name, there);
    REAL(unlink)(there);
  }
  pthread_mutex_unlock(&mutex);
}

int unlink(const char *path) {
  gone(path);
  return REAL(unlink)(path);
}

int remove(const char *path) {
  gone(path);
  return REAL(remove)(path);
}

int rename(const char *old, const char *new) {
  const char *before = name_in(old), *after = name_in(new);
  if (before != NULL && after != NULL) {
    char source[PATH_MAX], target[PATH_MAX];
    durable(before, source);
    durable(after, target);
    REAL(rename)(source, target);
  }
  return REAL(rename)(old, new);
}

int close(int fd) {
  if (fd >= 0 && fd < FILES && files[fd].known) {
    pthread_mutex_lock(&mutex);
    files[fd].known = 0;
    files[fd].count = 0;
    pthread_mutex_unlock(&mutex);
  }
  return REAL(close)(fd);
}
