#include "dataset/manifest.h"

#include <fmt/format.h>

#include "json/fields.h"

namespace warploom::dataset {
namespace {

using json::Get;

// Increased when older readers would misread what is written.
constexpr uint64_t kFormatVersion = 2;  // 1 had no splits.

json::Value ToJson(const FileEntry& entry) {
  return json::Value{
      {"path", entry.path}, {"bytes", entry.bytes}, {"rows", entry.rows}, {"sha256", entry.sha256}};
}

// Whether a path of the manifest stays in the dataset's folder.
bool IsInside(std::string_view path) {
  const std::string parts = fmt::format("/{}/", path);
  return !path.empty() && !path.starts_with('/') && path.find('\0') == std::string_view::npos &&
         parts.find("/../") == std::string::npos;
}

Result<FileEntry> FileFromJson(const json::Value& object) {
  FileEntry entry;
  WARPLOOM_ASSIGN_OR_RETURN(entry.path, Get<std::string>(object, "path"));
  WARPLOOM_ASSIGN_OR_RETURN(entry.bytes, Get<uint64_t>(object, "bytes"));
  WARPLOOM_ASSIGN_OR_RETURN(entry.rows, Get<uint64_t>(object, "rows"));
  WARPLOOM_ASSIGN_OR_RETURN(entry.sha256, Get<std::string>(object, "sha256"));
  if (!IsInside(entry.path)) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("its file \"{}\" is not in the dataset's folder", entry.path));
  }
  return entry;
}

Status CheckFormatVersion(uint64_t version) {
  if (version != kFormatVersion) {
    return Fail(ErrorKind::kUsage,
                fmt::format("the dataset has format {}, but this warploom reads format {}; use "
                            "the version that wrote it",
                            version, kFormatVersion));
  }
  return {};
}

Result<DistinctCounts> DistinctFromJson(const json::Value& object) {
  DistinctCounts counts;
  WARPLOOM_ASSIGN_OR_RETURN(counts.raw, Get<uint64_t>(object, "raw"));
  WARPLOOM_ASSIGN_OR_RETURN(counts.kernel_renamed, Get<uint64_t>(object, "kernel_renamed"));
  WARPLOOM_ASSIGN_OR_RETURN(counts.alpha_renamed, Get<uint64_t>(object, "alpha_renamed"));
  WARPLOOM_ASSIGN_OR_RETURN(counts.constant_masked, Get<uint64_t>(object, "constant_masked"));
  return counts;
}

Status ReadTotals(const json::Value& object, Manifest& manifest) {
  WARPLOOM_ASSIGN_OR_RETURN(manifest.kernels, Get<uint64_t>(object, "kernels"));
  WARPLOOM_ASSIGN_OR_RETURN(manifest.samples, Get<uint64_t>(object, "samples"));
  WARPLOOM_ASSIGN_OR_RETURN(manifest.rejected, Get<uint64_t>(object, "rejected"));
  using CountsByName = std::map<std::string, uint64_t>;
  WARPLOOM_ASSIGN_OR_RETURN(manifest.splits, Get<CountsByName>(object, "splits"));
  WARPLOOM_ASSIGN_OR_RETURN(manifest.rejects_by_stage,
                            Get<CountsByName>(object, "rejects_by_stage"));
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const distinct, json::GetObject(object, "distinct"));
  WARPLOOM_ASSIGN_OR_RETURN(manifest.distinct, DistinctFromJson(*distinct));
  return {};
}

}  // namespace

json::Value ToJson(const Manifest& manifest) {
  json::Value files = json::Value::array();
  for (const FileEntry& entry : manifest.files) {
    files.push_back(ToJson(entry));
  }
  const DistinctCounts& distinct = manifest.distinct;
  return json::Value{{"format_version", kFormatVersion},
                     {"totals",
                      {{"kernels", manifest.kernels},
                       {"samples", manifest.samples},
                       {"splits", json::Counts(manifest.splits)},
                       {"rejected", manifest.rejected},
                       {"rejects_by_stage", json::Counts(manifest.rejects_by_stage)},
                       {"distinct",
                        {{"raw", distinct.raw},
                         {"kernel_renamed", distinct.kernel_renamed},
                         {"alpha_renamed", distinct.alpha_renamed},
                         {"constant_masked", distinct.constant_masked}}}}},
                     {"request", ToJson(manifest.request)},
                     {"files", std::move(files)}};
}

Result<Manifest> ManifestFromJson(const json::Value& object) {
  Manifest manifest;
  WARPLOOM_ASSIGN_OR_RETURN(const uint64_t version, Get<uint64_t>(object, "format_version"));
  WARPLOOM_TRY(CheckFormatVersion(version));
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const totals, json::GetObject(object, "totals"));
  WARPLOOM_TRY(ReadTotals(*totals, manifest));
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const request, json::GetObject(object, "request"));
  WARPLOOM_ASSIGN_OR_RETURN(manifest.request, RequestFromJson(*request));
  WARPLOOM_ASSIGN_OR_RETURN(const auto files, json::GetArray(object, "files"));
  for (const json::Value& file : files) {
    WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry, FileFromJson(file));
    manifest.files.push_back(std::move(entry));
  }
  return manifest;
}

}  // namespace warploom::dataset
