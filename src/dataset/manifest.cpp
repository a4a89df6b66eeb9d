#include "dataset/manifest.h"

#include <fmt/format.h>

#include "dataset/json_reader.h"

namespace warploom::dataset {
namespace {

// Raised when older readers would misread what we write.
constexpr uint64_t kFormatVersion = 1;

Json ToJson(const FileEntry& entry) {
  return Json{
      {"path", entry.path}, {"bytes", entry.bytes}, {"rows", entry.rows}, {"sha256", entry.sha256}};
}

Result<FileEntry> FileFromJson(const Json& json) {
  FileEntry entry;
  JsonReader reader(json);
  reader.Read("path", entry.path);
  reader.Read("bytes", entry.bytes);
  reader.Read("rows", entry.rows);
  reader.Read("sha256", entry.sha256);
  WARPLOOM_TRY(reader.status());
  return entry;
}

Status CheckFormatVersion(uint64_t version) {
  if (version != kFormatVersion) {
    return Fail(ErrorKind::kUsage,
                fmt::format("the dataset has format {}, this warploom reads format {}; use the "
                            "warploom that wrote it",
                            version, kFormatVersion));
  }
  return {};
}

Status ReadTotals(const Json& json, Manifest& manifest) {
  JsonReader totals(json);
  totals.Read("kernels", manifest.kernels);
  totals.Read("samples", manifest.samples);
  totals.Read("rejected", manifest.rejected);
  for (const auto& [stage, count] : totals.Member("rejects_by_stage").items()) {
    JsonReader(totals.Member("rejects_by_stage")).Read(stage, manifest.rejects_by_stage[stage]);
  }
  JsonReader distinct(totals.Member("distinct"));
  distinct.Read("raw", manifest.distinct.raw);
  distinct.Read("kernel_renamed", manifest.distinct.kernel_renamed);
  distinct.Read("alpha_renamed", manifest.distinct.alpha_renamed);
  distinct.Read("constant_masked", manifest.distinct.constant_masked);
  WARPLOOM_TRY(totals.status());
  return distinct.status();
}

}  // namespace

Json ToJson(const Manifest& manifest) {
  Json files = Json::array();
  for (const FileEntry& entry : manifest.files) {
    files.push_back(ToJson(entry));
  }
  Json stages = Json::object();
  for (const auto& [stage, count] : manifest.rejects_by_stage) {
    stages[stage] = count;
  }
  const DistinctCounts& distinct = manifest.distinct;
  return Json{{"format_version", kFormatVersion},
              {"totals",
               {{"kernels", manifest.kernels},
                {"samples", manifest.samples},
                {"rejected", manifest.rejected},
                {"rejects_by_stage", std::move(stages)},
                {"distinct",
                 {{"raw", distinct.raw},
                  {"kernel_renamed", distinct.kernel_renamed},
                  {"alpha_renamed", distinct.alpha_renamed},
                  {"constant_masked", distinct.constant_masked}}}}},
              {"request", ToJson(manifest.request)},
              {"files", std::move(files)}};
}

Result<Manifest> ManifestFromJson(const Json& json) {
  Manifest manifest;
  JsonReader reader(json);
  uint64_t version = 0;
  reader.Read("format_version", version);
  WARPLOOM_TRY(reader.status());
  WARPLOOM_TRY(CheckFormatVersion(version));
  WARPLOOM_TRY(ReadTotals(reader.Member("totals"), manifest));
  WARPLOOM_ASSIGN_OR_RETURN(manifest.request, RequestFromJson(reader.Member("request")));
  for (const Json& file : reader.Member("files")) {
    WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry, FileFromJson(file));
    manifest.files.push_back(std::move(entry));
  }
  WARPLOOM_TRY(reader.status());
  return manifest;
}

}  // namespace warploom::dataset
