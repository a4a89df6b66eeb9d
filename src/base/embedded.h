#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace warploom {

// One text file that is part of the program: a profile or a table. `name` is its path from the top
// of the repository, such as "profiles/default.toml". The text lives as long as the process.
struct EmbeddedEntry {
  std::string_view name;
  std::string_view text;
};

// All of them, sorted by name; a generated file defines it (cmake/embed.cmake).
std::span<const EmbeddedEntry> EmbeddedEntries();

// The text of one; nullopt when the program has none of that name.
std::optional<std::string_view> EmbeddedFile(std::string_view name);

// The sorted names that begin with `prefix`, such as "profiles/".
std::vector<std::string_view> EmbeddedFileNames(std::string_view prefix = "");

}  // namespace warploom
