#include "indexer/pdf/sandbox.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace findings::pdf {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // the sanitizers map terabytes and call more of the kernel
#else
constexpr bool sanitized = false;
#endif

struct Limit {
  __rlimit_resource resource;
  rlim_t soft, hard;
};

// RLIMIT_NOFILE 0 keeps the open descriptors and refuses new ones. Past the soft limit on seconds comes SIGXCPU, past
// the hard one SIGKILL.
constexpr std::array limits{
    Limit{RLIMIT_AS, 512u << 20, 512u << 20},
    Limit{RLIMIT_CPU, 20, 21},
    Limit{RLIMIT_FSIZE, 0, 0},
    Limit{RLIMIT_CORE, 0, 0},
    Limit{RLIMIT_NOFILE, 0, 0},
};

bool limit_resources() {
  for (const Limit& limit : limits) {
    if (sanitized && limit.resource == RLIMIT_AS) continue;
    rlimit now{};
    if (getrlimit(limit.resource, &now) != 0) return false;
    const rlimit wanted{.rlim_cur = std::min(limit.soft, now.rlim_max), .rlim_max = std::min(limit.hard, now.rlim_max)};
    if (setrlimit(limit.resource, &wanted) != 0) return false;
  }
  return true;
}

// Everything MuPDF was seen to need on real and hostile files, and what the C library may call behind malloc, qsort
// and clock_gettime. No read: the file is in memory by now.
constexpr std::array plain_calls{
    SCMP_SYS(munmap),       SCMP_SYS(brk),        SCMP_SYS(mremap),       SCMP_SYS(madvise),
    SCMP_SYS(futex),        SCMP_SYS(getrandom),  SCMP_SYS(sysinfo),      SCMP_SYS(clock_gettime),
    SCMP_SYS(fstat),        SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall),
    SCMP_SYS(gettimeofday),
};
constexpr std::array sanitizer_calls{
    SCMP_SYS(sigaltstack),  SCMP_SYS(sched_yield), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction), SCMP_SYS(gettid),      SCMP_SYS(getpid),
};

bool filter_calls() {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (!filter) return false;
  const auto allow = [&](int call, auto... conditions) {
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, sizeof...(conditions), conditions...) == 0;
  };
  // What calls the kernel as a 32-bit program ends as a whole too; libseccomp would end a thread of it.
  bool done = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
  for (const int call : plain_calls) done = done && allow(call);
  if (sanitized)
    for (const int call : sanitizer_calls) done = done && allow(call);
  done = done && allow(SCMP_SYS(write), SCMP_A0(SCMP_CMP_LE, 2));
  // Memory, but none that can be run.
  done = done && allow(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  done = done && allow(SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  done = done && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return done;
}

}  // namespace

bool enter_sandbox() {
  // The parent may have died before this takes hold; writing to its pipe then ends this process.
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return false;
  if (close_range(3, ~0u, 0) != 0) return false;
  return limit_resources() && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 &&
         filter_calls();
}

}  // namespace findings::pdf
