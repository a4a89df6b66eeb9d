#include "bundle/bundle.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "bundle/check_sample.h"
#include "bundle/compression.h"
#include "bundle/tar.h"
#include "json/parse.h"
#include "json/write.h"

namespace warploom::bundle {
namespace {

// Of a bundle in memory. None of ours shrinks to less than a hundredth, so what would grow more is
// a trap.
constexpr size_t kMostBytes = size_t{8} << 30U;
constexpr size_t kBytesFree = size_t{1} << 26U;
constexpr size_t kMostGrowth = 1000;

size_t MostBytes(size_t compressed) {
  return compressed > kMostBytes / kMostGrowth
             ? kMostBytes
             : std::min(kMostBytes, kBytesFree + kMostGrowth * compressed);
}

// The files of a sample must be there and hold what its entry says.
Status CheckFiles(const Sample& sample,
                  const std::function<const std::string_view*(std::string_view)>& find) {
  const std::string_view* const data = find(kDataName);
  if (data == nullptr) {
    return Fail(ErrorKind::kCorrupt, fmt::format("{} has no data.bin", sample.id));
  }
  for (const Module& module : sample.modules) {
    if (find(module.file) == nullptr) {
      return Fail(ErrorKind::kCorrupt, fmt::format("a module of {} is missing", sample.id));
    }
  }
  return CheckSample(sample, data->size());
}

// The sample of an entry that fits its files.
Result<Sample> SampleOf(const SampleFiles& made) {
  WARPLOOM_ASSIGN_OR_RETURN(Sample sample, DecodeSample(made.entry));
  const std::map<std::string, std::string_view> views(made.files.begin(), made.files.end());
  WARPLOOM_TRY(CheckFiles(sample, [&](std::string_view name) {
    const auto found = views.find(std::string(name));
    return found == views.end() ? nullptr : &found->second;
  }));
  return sample;
}

}  // namespace

Result<std::string> WriteBundle(const json::Value& header,
                                const std::vector<SampleFiles>& samples) {
  json::Value manifest = {{"format", kFormat}, {"version", kVersion}};
  manifest.update(header);
  manifest["samples"] = json::Value::array();
  std::vector<std::string> ids;
  for (const SampleFiles& made : samples) {
    Result<Sample> sample = SampleOf(made);
    if (!sample) {
      return Fail(ErrorKind::kWorker, std::move(sample).error().message);
    }
    ids.push_back(sample->id);
    manifest["samples"].push_back(made.entry);
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, json::DumpLine(manifest));
  TarWriter tar;
  WARPLOOM_TRY(tar.Add(kManifestName, text));
  for (size_t i = 0; i < samples.size(); ++i) {
    for (const auto& [name, bytes] : samples[i].files) {
      WARPLOOM_TRY(tar.Add(FileName(ids[i], name), bytes));
    }
  }
  return CompressZstd(std::move(tar).Finish());
}

std::string_view Bundle::FileOf(const Sample& sample, std::string_view file) const {
  const auto found = files_.find(FileName(sample.id, file));
  WARPLOOM_CHECK(found != files_.end(), "ParseBundle() has looked for every file");
  return found->second;
}

std::string_view Bundle::DataOf(const Sample& sample) const { return FileOf(sample, kDataName); }

Result<Bundle> ParseBundle(std::string_view bytes) {
  Bundle bundle;
  WARPLOOM_ASSIGN_OR_RETURN(std::string archive, DecompressZstd(bytes, MostBytes(bytes.size())));
  bundle.archive_ = std::make_unique<const std::string>(std::move(archive));
  WARPLOOM_ASSIGN_OR_RETURN(bundle.files_, ReadTar(*bundle.archive_));
  const auto manifest = bundle.files_.find(kManifestName);
  if (manifest == bundle.files_.end()) {
    return Fail(ErrorKind::kCorrupt, "it is no bundle of warploom: it has no manifest.json");
  }
  Result<Manifest> decoded = json::ParseAs(manifest->second, "its manifest.json", DecodeManifest);
  if (!decoded) {
    return tl::make_unexpected(std::move(decoded).error());
  }
  bundle.manifest_ = *std::move(decoded);
  for (const Sample& sample : bundle.manifest_.samples) {
    WARPLOOM_TRY(CheckFiles(sample, [&](std::string_view name) {
      const auto found = bundle.files_.find(FileName(sample.id, name));
      return found == bundle.files_.end() ? nullptr : &found->second;
    }));
  }
  return bundle;
}

}  // namespace warploom::bundle
