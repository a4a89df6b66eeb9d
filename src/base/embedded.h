#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace warploom {

// A text file embedded in the program: a profile or a table. `name` is its path from the root of
// the repository, such as "profiles/default.toml". The text lives as long as the process.
struct EmbeddedEntry {
  std::string_view name;
  std::string_view text;
};

// All embedded files, sorted by name; defined in a generated file (cmake/embed.cmake).
std::span<const EmbeddedEntry> EmbeddedEntries();

// The text of one; nullopt if the program has no file of that name.
std::optional<std::string_view> EmbeddedFile(std::string_view name);

// The names that begin with `prefix`, sorted, such as "profiles/".
std::vector<std::string_view> EmbeddedFileNames(std::string_view prefix = "");

}  // namespace warploom
