// What findings-pdf gives up before it looks at a single byte of the file.
#pragma once

namespace findings::pdf {

/// Limits memory, time and files, closes everything but the standard streams, and leaves this process no system calls
/// but those that compute, allocate and write to descriptors it already has. Any other call kills it. Nothing can be
/// undone afterwards. False when the kernel refused a step; the caller must then not go on.
bool enter_sandbox();

}  // namespace findings::pdf
