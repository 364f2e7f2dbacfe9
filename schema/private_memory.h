// Questions are in the memory of who answers them, and are to be nowhere else.
#pragma once

namespace findings {

/// No core dump, by whatever the host collects them, and no reading by other processes of the same account: for this
/// process; programs it starts make none either.
void keep_memory_private();

}  // namespace findings
