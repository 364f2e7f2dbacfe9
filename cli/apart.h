// What few verbs need and all would pay for. Loading OpenSSL, cpp-httplib and libzip takes longer than a search does,
// so `findings` is linked without them and becomes findings-full, the same program with them, where a verb wants them.
#pragma once

#include <string>

#include "cli/options.h"

namespace findings {

// In findings-full these are what the verbs do (serve.cpp, pack.cpp, system.cpp); elsewhere they run the same command
// line there (hand_over.cpp).
Exit serve(const Given& given);
Exit pack(const Given& given);
Exit examine_system(const Given& given);  // doctor --system

/// What --version prints: findings-full speaks of itself alone, findings of itself and of the others.
std::string version_lines();

}  // namespace findings
