#include "synth/profile/profile.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "base/embedded.h"
#include "base/nearest.h"
#include "synth/profile/family.h"

namespace warploom::synth::profile {
namespace {

struct Setting {
  std::string_view section;
  std::string_view key;
  double Profile::*member;
  double least;
  double most;
  std::string_view text;
};

constexpr Setting kSettings[] = {
#define WARPLOOM_SETTING(section, key, value, least, most, text) \
  {#section, #key, &Profile::section##_##key, least, most, text},
#include "synth/profile/settings.def"
};

constexpr std::string_view kCategories = "categories";

// Groups of weights of which at least one must be positive.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kGroups = {
    {{"launch", "dims_"}, {"types", "float"}, {"expr", "depth_"}, {"style", "line_"}}};

constexpr size_t kLongestName = 64;

bool IsPlainName(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "
             "_-.+") == std::string_view::npos;
}

Profile Defaults() {
  Profile profile;
  for (const FamilyInfo& family : Families()) {
    profile.categories.push_back(family.weight);
  }
  return profile;
}

std::vector<std::string> CategoryNames() {
  std::vector<std::string> names;
  for (const FamilyInfo& family : Families()) {
    names.emplace_back(family.name);
  }
  return names;
}

std::vector<std::string> KeysOf(std::string_view section) {
  if (section == kCategories) {
    return CategoryNames();
  }
  std::vector<std::string> keys;
  for (const Setting& setting : kSettings) {
    if (setting.section == section) {
      keys.emplace_back(setting.key);
    }
  }
  return keys;
}

std::vector<std::string> SectionNames() {
  std::vector<std::string> names = {std::string(kCategories)};
  for (const Setting& setting : kSettings) {
    if (names.back() != setting.section) {
      names.emplace_back(setting.section);
    }
  }
  return names;
}

// Reads a parsed TOML table into a Profile; stops at the first error.
class Reader {
 public:
  Reader(std::string_view file, Profile& profile) : file_(file), profile_(profile) {}

  Status Read(const toml::table& root) {
    for (const auto& [key, node] : root) {
      if (key.str() == "name") {
        WARPLOOM_TRY(ReadName(node));
        continue;
      }
      const std::vector<std::string> sections = SectionNames();
      if (std::find(sections.begin(), sections.end(), key.str()) == sections.end()) {
        return Wrong(node, fmt::format("there is no section [{}]; the nearest is [{}]", key.str(),
                                       Nearest(key.str(), sections)));
      }
      if (!node.is_table()) {
        return Wrong(node, NoSection(key.str(), node));
      }
      WARPLOOM_TRY(ReadSection(key.str(), *node.as_table()));
    }
    return CheckGroups();
  }

 private:
  tl::unexpected<Error> Wrong(const toml::node& node, std::string_view what) const {
    return Fail(ErrorKind::kUsage, fmt::format("{}:{}: {}", file_, node.source().begin.line, what));
  }

  // The name is written to TOML, JSON, Markdown and to shards.
  Status ReadName(const toml::node& node) {
    const auto name = node.value<std::string>();
    if (!name || !IsPlainName(*name)) {
      return Wrong(node,
                   fmt::format("\"name\" must be a text of 1 to {} letters, digits, blanks and "
                               "_ - . +",
                               kLongestName));
    }
    profile_.name = *name;
    return {};
  }

  // For a key of a section's name that is no table.
  static std::string NoSection(std::string_view name, const toml::node& node) {
    return node.is_array_of_tables()
               ? fmt::format("[[{0}]] makes a list; write [{0}], in single brackets", name)
               : fmt::format(
                     "\"{0}\" is a section; write [{0}] on a line of its own, and its keys "
                     "below",
                     name);
  }

  Status ReadSection(std::string_view section, const toml::table& table) {
    for (const auto& [key, node] : table) {
      double* target = Find(section, key.str());
      if (target == nullptr) {
        return Wrong(node, fmt::format("[{}] has no key \"{}\"; the nearest is \"{}\"", section,
                                       key.str(), Nearest(key.str(), KeysOf(section))));
      }
      const auto value = node.value<double>();
      if (!value || node.is_boolean()) {
        return Wrong(node, fmt::format("{}.{} must be a number", section, key.str()));
      }
      const auto [least, most] = Limits(section, key.str());
      if (!(*value >= least && *value <= most)) {
        return Wrong(node, fmt::format("{}.{} is {} and must lie in {} to {}", section, key.str(),
                                       *value, least, most));
      }
      *target = *value;
    }
    return {};
  }

  double* Find(std::string_view section, std::string_view key) {
    if (section == kCategories) {
      const std::vector<std::string> names = CategoryNames();
      const auto found = std::find(names.begin(), names.end(), key);
      return found == names.end()
                 ? nullptr
                 : &profile_.categories[static_cast<size_t>(found - names.begin())];
    }
    for (const Setting& setting : kSettings) {
      if (setting.section == section && setting.key == key) {
        return &(profile_.*setting.member);
      }
    }
    return nullptr;
  }

  static std::pair<double, double> Limits(std::string_view section, std::string_view key) {
    for (const Setting& setting : kSettings) {
      if (setting.section == section && setting.key == key) {
        return {setting.least, setting.most};
      }
    }
    return {0.0, 1000.0};
  }

  Status CheckGroups() const {
    for (const auto& [section, prefix] : kGroups) {
      double sum = 0.0;
      for (const Setting& setting : kSettings) {
        if (setting.section == section && setting.key.starts_with(prefix)) {
          sum += profile_.*setting.member;
        }
      }
      if (sum <= 0.0) {
        return Fail(ErrorKind::kUsage,
                    fmt::format("{}: all weights {}.{}* are zero; at least one must be positive",
                                file_, section, prefix));
      }
    }
    if (std::accumulate(profile_.categories.begin(), profile_.categories.end(), 0.0) <= 0.0) {
      return Fail(
          ErrorKind::kUsage,
          fmt::format("{}: all categories have weight zero; at least one must be positive", file_));
    }
    return {};
  }

  std::string_view file_;
  Profile& profile_;
};

std::string PathOf(std::string_view name) { return fmt::format("profiles/{}.toml", name); }

// The weight times a random factor in [1/4, 4].
double Reweighted(double weight, Rng& rng) {
  static constexpr std::array kFactors = {0.25, 0.5, 0.7, 1.0, 1.4, 2.0, 4.0};
  return weight * rng.Choose(kFactors);
}

// The place of a family in Profile::categories. Fails with kUsage and the nearest name.
Result<size_t> PlaceOf(const std::string& name) {
  std::vector<std::string> known = CategoryNames();
  const auto found = std::find(known.begin(), known.end(), name);
  if (found == known.end()) {
    known.emplace_back(kAtlasCategory);
    return Fail(ErrorKind::kUsage,
                fmt::format("there is no category \"{}\"; the nearest is \"{}\" (`warploom "
                            "categories` lists them)",
                            name, Nearest(name, known)));
  }
  return static_cast<size_t>(found - known.begin());
}

Status RestrictFamilies(Profile& profile, const std::vector<std::string>& names) {
  std::vector<double> kept(profile.categories.size(), 0.0);
  for (const std::string& name : names) {
    WARPLOOM_ASSIGN_OR_RETURN(const size_t i, PlaceOf(name));
    kept[i] = profile.categories[i] > 0.0 ? profile.categories[i] : 1.0;
  }
  profile.categories = kept;
  return {};
}

}  // namespace

std::vector<std::string> ProfileNames() {
  std::vector<std::string> names;
  for (const std::string_view path : EmbeddedFileNames("profiles/")) {
    names.emplace_back(path.substr(9, path.size() - 14));  // Without "profiles/" and ".toml".
  }
  return names;
}

Result<Profile> LoadProfile(std::string_view name) {
  const std::string path = PathOf(name);
  const auto text = EmbeddedFile(path);
  if (!text) {
    return Fail(ErrorKind::kUsage, fmt::format("there is no profile \"{}\"; the nearest is \"{}\"",
                                               name, Nearest(name, ProfileNames())));
  }
  WARPLOOM_ASSIGN_OR_RETURN(Profile profile, ParseProfile(*text, path));
  profile.name = name;
  return profile;
}

Result<Profile> ParseProfile(std::string_view toml, std::string_view file) {
  Profile profile = Defaults();
  profile.name = "custom";
  try {
    WARPLOOM_TRY(Reader(file, profile).Read(toml::parse(toml)));
  } catch (const toml::parse_error& error) {
    return Fail(ErrorKind::kUsage, fmt::format("{}:{}: this is not TOML: {}", file,
                                               error.source().begin.line, error.description()));
  }
  return profile;
}

std::string DumpProfile(const Profile& profile) {
  std::string out = fmt::format("name = \"{}\"\n\n[{}]\n", profile.name, kCategories);
  for (size_t i = 0; i < Families().size(); ++i) {
    out += fmt::format("{} = {}  # {}\n", Families()[i].name, profile.categories[i],
                       Families()[i].text);
  }
  std::string_view section;
  for (const Setting& setting : kSettings) {
    if (setting.section != section) {
      section = setting.section;
      out += fmt::format("\n[{}]\n", section);
    }
    out += fmt::format("{} = {}  # {}\n", setting.key, profile.*setting.member, setting.text);
  }
  return out;
}

Status RestrictCategories(Profile& profile, const std::vector<std::string>& names) {
  const auto atlas = std::find(names.begin(), names.end(), kAtlasCategory);
  if (atlas != names.end() && names.size() == 1) {
    profile.atlas_share = 1.0;
    return {};
  }
  std::vector<std::string> families = names;
  std::erase(families, kAtlasCategory);
  profile.atlas_share = atlas == names.end() ? 0.0 : std::max(profile.atlas_share, 0.1);
  return RestrictFamilies(profile, families);
}

Status CheckHeldOut(const Profile& profile, const std::vector<std::string>& names) {
  std::vector<double> others = profile.categories;
  double atlas = profile.atlas_share;
  const auto take = [&](double& share, const std::string& name) -> Status {
    if (share <= 0.0) {
      return Fail(ErrorKind::kUsage,
                  fmt::format("--hold-out {}: no kernels of this kind are drawn here", name));
    }
    share = 0.0;
    return {};
  };
  for (const std::string& name : names) {
    if (name == kAtlasCategory) {
      WARPLOOM_TRY(take(atlas, name));
      continue;
    }
    WARPLOOM_ASSIGN_OR_RETURN(const size_t i, PlaceOf(name));
    WARPLOOM_TRY(take(others[i], name));
  }
  if (atlas <= 0.0 && std::accumulate(others.begin(), others.end(), 0.0) <= 0.0) {
    return Fail(ErrorKind::kUsage,
                "--hold-out: it names all that is drawn, so that nothing is left to train on");
  }
  return {};
}

Profile DrawProfile(const Profile& profile, Rng& rng) {
  static const Profile small = *LoadProfile("small");
  static const Profile large = *LoadProfile("large");
  const double draw = rng.Unit();
  if (draw >= profile.mix_small + profile.mix_large) {
    return profile;
  }
  Profile other = draw < profile.mix_small ? small : large;
  other.categories = profile.categories;
  return other;
}

Mask DrawSwarm(Profile& profile, Rng& rng) {
  Mask mask;
  const double off = profile.swarm_switch_off * rng.Unit();
  for (size_t i = 0; i < Families().size(); ++i) {
    mask.family_on.push_back(!rng.Chance(off) && profile.categories[i] > 0.0);
  }
  if (rng.Chance(profile.swarm_redeal)) {
    for (double Profile::*weight :
         {&Profile::expr_depth_1, &Profile::expr_depth_2, &Profile::expr_depth_3,
          &Profile::expr_operation, &Profile::expr_builtin, &Profile::expr_select,
          &Profile::expr_construct, &Profile::leaf_variable, &Profile::leaf_input,
          &Profile::leaf_number}) {
      profile.*weight = Reweighted(profile.*weight, rng);
    }
  }
  return mask;
}

}  // namespace warploom::synth::profile
