#include "schema/private_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace findings {

void keep_memory_private() {
  // A core_pattern that is a pipe heeds only the second; the second is not inherited.
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace findings
