#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/version.h"
#include "cli/commands.h"
#include "cli/gallery_page.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/values.h"
#include "cli/workers.h"
#include "json/write.h"
#include "os/clock.h"
#include "os/file_system.h"
#include "os/stop_signal.h"
#include "pipeline/preview.h"

namespace warploom::cli {
namespace {

// An earlier page may be overwritten, but nothing else.
Status CheckPage(FileSystem& fs, const std::string& path) {
  if (!fs.Exists(path)) {
    return {};
  }
  if (fs.IsDirectory(path)) {
    return Fail(ErrorKind::kUsage,
                fmt::format("writing the page {0}: it is a folder; try -o {0}/gallery.html", path));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs.Read(path));
  if (!text.starts_with(kGalleryMark)) {
    return Fail(ErrorKind::kUsage,
                fmt::format("writing the page {}: the file is no gallery page; choose "
                            "another name",
                            path));
  }
  return {};
}

dataset::Request RequestOf(const DrawValues& draw, const oracle::Hello& hello) {
  dataset::Request request;
  request.seed = draw.seed;
  request.count = draw.count;
  request.profile = draw.profile.name;
  request.profile_toml = draw.profile_toml;
  request.categories = draw.categories;
  request.check = "codegen";
  request.warp_version = hello.warp_version;
  request.generator_version = Version();
  request.arch = fmt::format("sm_{}", hello.arch);
  return request;
}

std::string SummaryJson(const std::string& page, const pipeline::Preview& preview, size_t bytes,
                        double seconds) {
  std::map<std::string, uint64_t> categories;
  for (const auto& samples : preview.kernels) {
    ++categories[samples.front().category];
  }
  const json::Value value = {{"page", page},
                             {"kernels", preview.kernels.size()},
                             {"rejected", preview.rejected},
                             {"categories", json::Counts(categories)},
                             {"bytes", bytes},
                             {"seconds", seconds}};
  return json::DumpLineLossy(value) + "\n";
}

}  // namespace

Status RunGallery(const GalleryArgs& args) {
  Clock& clock = RealClock();
  FileSystem& fs = RealFileSystem();
  const double start = clock.Seconds();
  WARPLOOM_ASSIGN_OR_RETURN(const DrawValues draw, ParseDrawArgs("gallery", args.draw));
  WARPLOOM_ASSIGN_OR_RETURN(const int asked_workers, ParseWorkers(args.workers));
  const int workers = static_cast<int>(std::min<uint64_t>(static_cast<uint64_t>(asked_workers),
                                                          pipeline::PreviewBatches(draw.count)));
  WARPLOOM_TRY(CheckPage(fs, draw.output));

  StopSignal::Install();
  WARPLOOM_ASSIGN_OR_RETURN(
      const auto pool, StartWorkers(args.python, workers,
                                    {.targets = {"cpu", "cuda"}, .include = {}, .compile = false}));
  const dataset::Request request = RequestOf(draw, pool->hello());
  const lang::BuiltinTable& builtins = lang::PinnedBuiltins();
  Result<pipeline::Preview> preview;
  {
    ProgressReporter reporter(clock, LookAt(stderr), args.no_progress);
    preview = pipeline::BuildPreview({.builtins = builtins,
                                      .draw = pipeline::DrawBy(draw.profile, builtins, draw.seed),
                                      .pool = *pool,
                                      .reporter = reporter},
                                     request);
  }
  if (!preview) {
    return tl::make_unexpected(std::move(preview).error());
  }
  const std::string page = GalleryPage(request, preview->kernels);
  WARPLOOM_TRY(WriteFileAtomically(fs, draw.output, page));
  const double seconds = clock.Seconds() - start;
  if (args.json) {
    fmt::print("{}", SummaryJson(draw.output, *preview, page.size(), seconds));
  } else {
    PrintError("{}: {} kernels in {:.1f} s; {} rejected\n", draw.output, draw.count, seconds,
               preview->rejected);
  }
  return {};
}

}  // namespace warploom::cli
