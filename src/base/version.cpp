#include "base/version.h"

namespace warploom {

// The build gives WARPLOOM_VERSION to this file alone, so that a new version recompiles only it.
std::string_view Version() { return WARPLOOM_VERSION; }

}  // namespace warploom
