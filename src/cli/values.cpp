#include "cli/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "dataset/request.h"
#include "os/file_system.h"

namespace warploom::cli {
namespace {

constexpr uint64_t kMostSeed = std::numeric_limits<int64_t>::max();

bool LooksLikeFile(std::string_view name) {
  return name.ends_with(".toml") || name.find('/') != std::string_view::npos;
}

Status CheckGiven(std::string_view command, std::string_view option, std::string_view what,
                  std::string_view value) {
  if (value.empty()) {
    return Fail(ErrorKind::kUsage, fmt::format("{} needs {} {}", command, option, what));
  }
  return {};
}

}  // namespace

Result<uint64_t> ParseNumber(std::string_view option, std::string_view text, uint64_t least,
                             uint64_t most) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || value < least || value > most) {
    return Fail(ErrorKind::kUsage, fmt::format("{} takes a whole number from {} to {}, not \"{}\"",
                                               option, least, most, text));
  }
  return value;
}

Result<uint64_t> ParseSeed(std::string_view text) {
  return ParseNumber("--seed", text, 0, kMostSeed);
}

std::vector<std::string> SplitList(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find(','), text.size());
    if (end > 0) {
      parts.emplace_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

Result<synth::profile::Profile> ReadProfile(const std::string& name_or_file) {
  if (!LooksLikeFile(name_or_file)) {
    return synth::profile::LoadProfile(name_or_file);
  }
  FileSystem& fs = RealFileSystem();
  if (!fs.Exists(name_or_file) || fs.IsDirectory(name_or_file)) {
    return Fail(ErrorKind::kUsage,
                fmt::format("there is no profile file {}; `warploom profile default > {}` makes "
                            "one to edit",
                            name_or_file, name_or_file));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs.Read(name_or_file));
  return synth::profile::ParseProfile(text, name_or_file);
}

Result<DrawValues> ParseDrawArgs(std::string_view command, const DrawArgs& args) {
  DrawValues values;
  WARPLOOM_TRY(CheckGiven(command, "-n", "N, the number of kernels", args.count));
  WARPLOOM_ASSIGN_OR_RETURN(values.count, ParseNumber("-n", args.count, 1, dataset::kMostKernels));
  const bool is_page = command == "gallery";
  WARPLOOM_TRY(CheckGiven(
      command, "-o", is_page ? "PAGE, the HTML file to write" : "FOLDER, the folder to write to",
      args.output));
  values.output = args.output;
  WARPLOOM_ASSIGN_OR_RETURN(values.seed, ParseSeed(args.seed));
  WARPLOOM_ASSIGN_OR_RETURN(values.profile, ReadProfile(args.profile));
  values.profile_toml = DumpProfile(values.profile);
  values.categories = SplitList(args.categories);
  if (!values.categories.empty()) {
    WARPLOOM_TRY(RestrictCategories(values.profile, values.categories));
  } else if (!args.categories.empty()) {
    return Fail(ErrorKind::kUsage,
                "--categories needs at least one name; `warploom categories` lists them");
  }
  return values;
}

}  // namespace warploom::cli
