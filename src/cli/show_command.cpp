#include <fmt/format.h>

#include "cli/commands.h"
namespace warploom::cli {
Status RunShow(const ShowArgs&) { return {}; }
}  // namespace warploom::cli
