/* Lets a call on files below a folder fail: FAILING_CALL, FAILING_IN, FAILING_ERROR, the first to
 * fail FAILING_AT, and FAILING_EVER where all later ones do, too. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fails(const char *call, const char *path)
{
    static int made;
    const char *wanted = getenv("FAILING_CALL"), *in = getenv("FAILING_IN");
    if (!wanted || !in || !path || strcmp(call, wanted) || strncmp(path, in, strlen(in)))
        return 0;
    int number = __sync_add_and_fetch(&made, 1), at = atoi(getenv("FAILING_AT"));
    if (number < at || (number > at && !getenv("FAILING_EVER")))
        return 0;
    errno = atoi(getenv("FAILING_ERROR"));
    return 1;
}

ssize_t write(int file, const void *data, size_t size)
{
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = dlsym(RTLD_NEXT, "write");
    char link[40], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = getenv("FAILING_CALL") ? readlink(link, path, sizeof path - 1) : -1;
    if (length > 0) {
        path[length] = 0;
        if (fails("write", path)) return -1;
    }
    return real(file, data, size);
}

int rename(const char *from, const char *to)
{
    static int (*real)(const char *, const char *);
    if (!real) real = dlsym(RTLD_NEXT, "rename");
    return fails("rename", to) ? -1 : real(from, to);
}

int mkdir(const char *path, mode_t mode)
{
    static int (*real)(const char *, mode_t);
    if (!real) real = dlsym(RTLD_NEXT, "mkdir");
    return fails("mkdir", path) ? -1 : real(path, mode);
}

#define OPEN(name)                                                          \
    int name(const char *path, int flags, ...)                              \
    {                                                                       \
        static int (*real)(const char *, int, ...);                         \
        if (!real) real = dlsym(RTLD_NEXT, #name);                          \
        va_list more;                                                       \
        va_start(more, flags);                                              \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0; \
        va_end(more);                                                       \
        if ((flags & O_CREAT) && fails("open", path)) return -1;            \
        return real(path, flags, mode);                                     \
    }
OPEN(open)
OPEN(open64)
