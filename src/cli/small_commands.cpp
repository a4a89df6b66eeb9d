// The commands that need neither Warp nor a dataset: synth, profile and categories.
#include <fmt/format.h>

#include <cstdio>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/print.h"
#include "cli/terminal.h"
#include "cli/values.h"
#include "os/clock.h"
#include "os/stop_signal.h"
#include "pipeline/write_python.h"
#include "synth/profile/family.h"

namespace warploom::cli {
namespace {

// `draw` must outlive the result.
Result<pipeline::DrawStream::Draw> DrawOf(const DrawValues& draw,
                                          const std::optional<std::string>& motif) {
  const lang::BuiltinTable& builtins = lang::PinnedBuiltins();
  if (!motif) {
    return pipeline::DrawBy(draw.profile, builtins, draw.seed);
  }
  if (!draw.categories.empty()) {
    return Fail(ErrorKind::kUsage,
                "synth takes --motif or --categories, not both: a motif has one category");
  }
  return pipeline::DrawMotifBy(draw.profile, builtins, *motif, draw.seed);
}

}  // namespace

Status RunSynth(const SynthArgs& args) {
  const double start = RealClock().Seconds();
  WARPLOOM_ASSIGN_OR_RETURN(const DrawValues draw, ParseDrawArgs("synth", args.draw));
  StopSignal::Install();
  WARPLOOM_ASSIGN_OR_RETURN(pipeline::DrawStream::Draw draw_kernel, DrawOf(draw, args.motif));
  pipeline::DrawStream stream(std::move(draw_kernel));
  WARPLOOM_TRY(WritePython(RealFileSystem(), draw.output, draw.count, stream,
                           lang::PinnedBuiltins(), {.reference = args.reference}));
  PrintError("{}: {} kernels in {:.2f} s; {} draws repeated a structure and were replaced\n",
             draw.output, draw.count, RealClock().Seconds() - start, stream.duplicates());
  return {};
}

Status RunProfile(const std::string& name) {
  WARPLOOM_ASSIGN_OR_RETURN(const synth::profile::Profile profile,
                            ReadProfile(name.empty() ? "default" : name));
  fmt::print("{}", DumpProfile(profile));
  return {};
}

Status RunCategories() {
  WARPLOOM_ASSIGN_OR_RETURN(const synth::profile::Profile profile,
                            synth::profile::LoadProfile("default"));
  const bool color = LookAt(stdout).has_color;
  const double sum = std::accumulate(profile.categories.begin(), profile.categories.end(), 0.0);
  size_t width = 0;
  for (const synth::profile::FamilyInfo& family : synth::profile::Families()) {
    width = std::max(width, family.name.size());
  }
  fmt::print("{}\n",
             Styled(fmt::format("{:{}}   share  what it is", "category", width), "1", color));
  const auto row = [&](std::string_view name, double share, std::string_view text) {
    fmt::print("{}{:{}}  {:5.1f}%  {}\n", Styled(name, "36", color), "", width - name.size(),
               100.0 * share, text);
  };
  const double families = 1.0 - profile.atlas_share;
  for (size_t i = 0; i < synth::profile::Families().size(); ++i) {
    const synth::profile::FamilyInfo& family = synth::profile::Families()[i];
    row(family.name, families * profile.categories[i] / sum, family.text);
  }
  row(synth::profile::kAtlasCategory, profile.atlas_share, synth::profile::kAtlasText);
  return {};
}

}  // namespace warploom::cli
