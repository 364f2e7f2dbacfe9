// toml++, for any bytes. Its assertions are not true of all that people may write; without them it refuses the same.
#pragma once

#define TOML_ASSERT(expr) static_assert(true)

#include <toml++/toml.h>
