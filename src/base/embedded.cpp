#include "base/embedded.h"

#include <algorithm>

namespace warploom {

std::optional<std::string_view> EmbeddedFile(std::string_view name) {
  const std::span<const EmbeddedEntry> entries = EmbeddedEntries();
  const auto found = std::ranges::lower_bound(entries, name, {}, &EmbeddedEntry::name);
  if (found == entries.end() || found->name != name) {
    return std::nullopt;
  }
  return found->text;
}

std::vector<std::string_view> EmbeddedFileNames(std::string_view prefix) {
  std::vector<std::string_view> names;
  for (const EmbeddedEntry& entry : EmbeddedEntries()) {
    if (entry.name.starts_with(prefix)) {
      names.push_back(entry.name);
    }
  }
  return names;
}

}  // namespace warploom
