#include "dataset/sample_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "dataset/arrow/parquet_shard.h"
#include "dataset/arrow/zstd_stream.h"
#include "json/parse.h"

namespace warploom::dataset {

SampleSource::SampleSource(FileSystem& fs, std::string folder, const Manifest& manifest,
                           std::string_view target)
    : fs_(fs), folder_(std::move(folder)), fields_(SampleFields(manifest.request.include)) {
  for (const FileEntry& entry : manifest.files) {
    const std::optional<DataFile> file = ParseDataFile(entry.path);
    if (file && file->target == target) {
      shards_.push_back({.file = *file, .path = entry.path, .rows = entry.rows});
    }
  }
  // Formats are listed from the fastest to the slowest.
  const auto order = [](const Shard& shard) {
    return std::tuple(shard.file.format, shard.file.split, shard.file.number);
  };
  std::ranges::sort(shards_, {}, order);
  const auto best = shards_.empty() ? DataFile::Format::kParquet : shards_.front().file.format;
  std::erase_if(shards_, [best](const Shard& shard) { return shard.file.format != best; });
}

Status SampleSource::ForEach(const Visitor& visit) const {
  for (const Shard& shard : shards_) {
    WARPLOOM_ASSIGN_OR_RETURN(const bool go_on, ForEachIn(shard, visit));
    if (!go_on) {
      break;
    }
  }
  return {};
}

Result<bool> SampleSource::ForEachIn(const Shard& shard, const Visitor& visit) const {
  uint64_t rows = 0;
  bool stopped = false;
  const Visitor counting = [&](const Sample& sample) {
    ++rows;
    stopped = !visit(sample);
    return !stopped;
  };
  switch (shard.file.format) {
    case DataFile::Format::kParquet:
      WARPLOOM_TRY(ForEachInParquet(shard, counting));
      break;
    case DataFile::Format::kJsonl:
      WARPLOOM_TRY(ForEachInJsonl(shard, counting));
      break;
    case DataFile::Format::kJsonFolder:
      WARPLOOM_TRY(ForEachInJsonFolder(shard, counting));
      break;
  }
  if (!stopped && rows != shard.rows) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("reading {}: it has {} samples, but the manifest says {}; generate the "
                            "dataset again in another folder",
                            Join(folder_, shard.path), rows, shard.rows));
  }
  return !stopped;
}

Result<bool> SampleSource::ForEachInParquet(const Shard& shard, const Visitor& visit) const {
  const std::string path = Join(folder_, shard.path);
  WARPLOOM_ASSIGN_OR_RETURN(std::string bytes, fs_.Read(path));
  WARPLOOM_ASSIGN_OR_RETURN(const ParquetShard parquet,
                            ParquetShard::Open(std::move(bytes), path, fields_));
  for (int group = 0; group < parquet.row_groups(); ++group) {
    WARPLOOM_ASSIGN_OR_RETURN(const std::vector<Sample> samples, parquet.ReadRowGroup(group));
    if (!std::ranges::all_of(samples, visit)) {
      return false;
    }
  }
  return true;
}

Result<Sample> SampleSource::DecodeSample(std::string_view text, const std::string& path) const {
  return json::ParseAs(text, path,
                       [&](const json::Value& object) { return SampleFromJson(object, fields_); });
}

Result<bool> SampleSource::ForEachInJsonl(const Shard& shard, const Visitor& visit) const {
  const std::string path = Join(folder_, shard.path);
  WARPLOOM_ASSIGN_OR_RETURN(const std::string bytes, fs_.Read(path));
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, Decompress(bytes, path));
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size() - 1);
    WARPLOOM_ASSIGN_OR_RETURN(const Sample sample, DecodeSample(rest.substr(0, end), path));
    rest.remove_prefix(end + 1);
    if (!visit(sample)) {
      return false;
    }
  }
  return true;
}

Result<Sample> SampleSource::ReadJsonFile(const std::string& path) const {
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs_.Read(path));
  return DecodeSample(text, path);
}

Result<bool> SampleSource::ForEachInJsonFolder(const Shard& shard, const Visitor& visit) const {
  const std::string path = Join(folder_, shard.path);
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<std::string> names, fs_.List(path));
  std::vector<Sample> samples;
  for (const std::string& name : names) {
    WARPLOOM_ASSIGN_OR_RETURN(Sample sample, ReadJsonFile(Join(path, name)));
    samples.push_back(std::move(sample));
  }
  std::ranges::sort(samples, {}, &Sample::index);  // Names are ids and have no order.
  return std::ranges::all_of(samples, visit);
}

Result<std::optional<Sample>> SampleSource::Find(std::string_view wanted) const {
  for (const Shard& shard : shards_) {
    WARPLOOM_ASSIGN_OR_RETURN(std::optional<Sample> found, FindIn(shard, wanted));
    if (found) {
      return found;
    }
  }
  return std::nullopt;
}

// Uses the index that a format offers, if any, instead of reading all samples.
Result<std::optional<Sample>> SampleSource::FindIn(const Shard& shard,
                                                   std::string_view wanted) const {
  const std::string path = Join(folder_, shard.path);
  if (shard.file.format == DataFile::Format::kParquet && !wanted.empty()) {
    WARPLOOM_ASSIGN_OR_RETURN(std::string bytes, fs_.Read(path));
    WARPLOOM_ASSIGN_OR_RETURN(const ParquetShard parquet,
                              ParquetShard::Open(std::move(bytes), path, fields_));
    return parquet.Find(wanted);
  }
  if (const std::string file = Join(path, JsonFileName(wanted));
      shard.file.format == DataFile::Format::kJsonFolder && fs_.Exists(file)) {
    return ReadJsonFile(file);
  }
  std::optional<Sample> found;
  WARPLOOM_TRY(ForEachIn(shard, [&](const Sample& sample) {
    const bool is_it = wanted.empty() || sample.id == wanted || sample.entry_point == wanted;
    if (is_it) {
      found = sample;
    }
    return !is_it;
  }));
  return found;
}

}  // namespace warploom::dataset
