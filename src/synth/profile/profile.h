#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/rng.h"

namespace warploom::synth::profile {

// All weights of synthesis. The members are generated from settings.def and grouped as in the TOML
// file.
struct Profile {
  std::string name;
#define WARPLOOM_SETTING(section, key, value, least, most, text) double section##_##key = value;
#include "synth/profile/settings.def"
  // One weight per category, in the order of families.def.
  std::vector<double> categories;
};

// The category of kernels that show all builtins (synth/atlas/page_order.h). It is not a family:
// Profile::atlas_share says how many kernels it has.
inline constexpr std::string_view kAtlasCategory = "atlas";
inline constexpr std::string_view kAtlasText =
    "a walk over every overload of every builtin, a few related ones to a kernel";

// How a kernel is drawn.
enum class KernelKind : uint8_t {
  kMotifs,  // From motifs.
  kAtlas,   // A page of the atlas.
};

// The names of the built-in profiles, sorted.
std::vector<std::string> ProfileNames();

// A built-in profile. Fails with kUsage and the nearest name if there is none.
Result<Profile> LoadProfile(std::string_view name);

// Parses a profile from TOML; missing keys keep their defaults. Fails with kUsage, `file` and the
// line for unknown keys (with the nearest known one), wrong types, numbers out of range, and groups
// of weights that are all zero.
Result<Profile> ParseProfile(std::string_view toml, std::string_view file);

// The profile as TOML, with every key and its description. ParseProfile parses it.
std::string DumpProfile(const Profile& profile);

// The profile for one kernel: the given one or, with the probabilities in its section [mix], small
// or large with the categories of the given one.
Profile DrawProfile(const Profile& profile, Rng& rng);

// Keeps only the named categories, which may include "atlas". Fails with kUsage and the nearest
// name if one does not exist.
Status RestrictCategories(Profile& profile, const std::vector<std::string>& names);

// kUsage unless the profile draws every one of these categories, and others besides.
Status CheckHeldOut(const Profile& profile, const std::vector<std::string>& names);

// The families that one kernel may use (swarm testing: Groce et al., ISSTA 2012). A family that is
// off can still provide the primary motif.
struct Mask {
  std::vector<bool> family_on;
};

// Draws the mask and, for a share of kernels, changes weights of `profile` randomly.
Mask DrawSwarm(Profile& profile, Rng& rng);

}  // namespace warploom::synth::profile
