#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/rng.h"

namespace warploom::synth::profile {

// Every weight of synthesis. Members are grouped as in the TOML file and made from knobs.def.
struct Profile {
  std::string name;
#define WARPLOOM_SETTING(section, key, value, least, most, text) double section##_##key = value;
#include "synth/profile/settings.def"
  // One weight a category, in the order of families.def.
  std::vector<double> categories;
};

// The category of the kernels that the walk over all builtins gives (synth/atlas/page_order.h). It is no
// family: Profile::atlas_share says how many there are.
inline constexpr std::string_view kAtlasCategory = "atlas";
inline constexpr std::string_view kAtlasText =
    "a walk over every overload of every builtin, a few related ones to a kernel";

// Where a kernel comes from.
enum class KernelKind : uint8_t {
  kMotifs,  // A family's motifs.
  kAtlas,   // A page of the walk over all builtins.
};

// The built-in profiles' names, sorted.
std::vector<std::string> ProfileNames();

// A built-in profile. kUsage with the nearest name when there is none.
Result<Profile> LoadProfile(std::string_view name);

// A profile from TOML text; what it does not name keeps its default. kUsage with `file` and the
// line for unknown keys (and the nearest known one), wrong types, numbers out of range, and
// groups of weights that are all zero.
Result<Profile> ParseProfile(std::string_view toml, std::string_view file);

// The profile as TOML with every key and what it does; ParseProfile reads it back.
std::string DumpProfile(const Profile& profile);

// The profile, or by its own shares one of those that it mixes in, with its categories.
Profile DrawProfile(const Profile& profile, Rng& rng);

// Keeps only the named categories; atlas kernels stay where "atlas" is named, and are all there is
// where nothing else is. kUsage with the nearest name for one that does not exist.
Status RestrictCategories(Profile& profile, const std::vector<std::string>& names);

// What one kernel leaves out (swarm testing: Groce et al., ISSTA 2012): a family that is off gives
// no motif but the primary one.
struct Mask {
  std::vector<bool> family_on;
};

// Draws the mask and, for a share of kernels, deals the weights of `profile` anew.
Mask DrawSwarm(Profile& profile, Rng& rng);

}  // namespace warploom::synth::profile
