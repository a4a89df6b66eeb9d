#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cli/commands.h"
#include "synth/profile/profile.h"

// Converts what the user typed to what the pipeline takes. Errors are kUsage.
namespace warploom::cli {

// A whole number in [least, most].
Result<uint64_t> ParseNumber(std::string_view option, std::string_view text, uint64_t least,
                             uint64_t most);

// The value of --seed.
Result<uint64_t> ParseSeed(std::string_view text);

// The parts of "a,b"; empty parts are dropped.
std::vector<std::string> SplitList(std::string_view text);

struct DrawValues {
  uint64_t count = 0;
  uint64_t seed = 0;
  std::string output;        // A folder, or the gallery's page.
  std::string profile_toml;  // The profile before --categories.
  std::vector<std::string> categories;
  synth::profile::Profile profile;
};

Result<DrawValues> ParseDrawArgs(std::string_view command, const DrawArgs& args);

// A built-in profile's name, or the path of a TOML file when it ends in ".toml" or has a '/'.
Result<synth::profile::Profile> ReadProfile(const std::string& name_or_file);

}  // namespace warploom::cli
