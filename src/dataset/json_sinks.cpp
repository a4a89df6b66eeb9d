#include <fmt/format.h>

#include <map>
#include <utility>

#include "dataset/arrow/zstd_stream.h"
#include "dataset/layout.h"
#include "dataset/output_file.h"
#include "dataset/own_files.h"
#include "dataset/sample_sink.h"
#include "json/write.h"

namespace warploom::dataset {
namespace {

class JsonlSink final : public SampleSink {
 public:
  JsonlSink(FileSystem& fs, std::string folder, const Request& request, std::string target)
      : fs_(fs),
        folder_(std::move(folder)),
        target_(std::move(target)),
        fields_(SampleFields(request.include)),
        rows_per_shard_(ShardingOf(request, request.count).rows_per_shard) {}

  Status Add(const Sample& sample, Split) override {
    if (file_ == nullptr) {
      const std::string name = JsonlShardName(target_, files_.size());
      WARPLOOM_ASSIGN_OR_RETURN(file_, OutputFile::Create(fs_, folder_, name));
      compressor_ = ZstdCompressor();
    }
    WARPLOOM_ASSIGN_OR_RETURN(const std::string line, json::DumpLine(ToJson(sample, fields_)));
    WARPLOOM_ASSIGN_OR_RETURN(const std::string ready, compressor_.Add(line + "\n"));
    WARPLOOM_TRY(file_->Append(ready));
    return ++rows_ == rows_per_shard_ ? EndShard() : Status();
  }

  Result<std::vector<FileEntry>> Finish() override {
    WARPLOOM_TRY(EndShard());
    return std::move(files_);
  }

 private:
  Status EndShard() {
    if (file_ == nullptr) {
      return {};
    }
    WARPLOOM_ASSIGN_OR_RETURN(const std::string rest, compressor_.Finish());
    WARPLOOM_TRY(file_->Append(rest));
    WARPLOOM_ASSIGN_OR_RETURN(FileEntry entry, file_->Commit(std::exchange(rows_, 0)));
    files_.push_back(std::move(entry));
    file_.reset();
    return {};
  }

  FileSystem& fs_;
  std::string folder_, target_;
  std::vector<Field> fields_;
  uint64_t rows_per_shard_;
  ZstdCompressor compressor_;
  std::unique_ptr<OutputFile> file_;
  uint64_t rows_ = 0;
  std::vector<FileEntry> files_;
};

// A folder is filled under a temporary name, synced and published as a whole: a sync per file would
// cost milliseconds for each of them.
class JsonSink final : public SampleSink {
 public:
  JsonSink(FileSystem& fs, std::string folder, const Request& request, std::string target)
      : fs_(fs),
        folder_(std::move(folder)),
        target_(std::move(target)),
        fields_(SampleFields(request.include)) {}

  Status Add(const Sample& sample, Split) override {
    if (digests_.empty()) {
      WARPLOOM_TRY(Clear(TemporaryFolder()));
      WARPLOOM_TRY(fs_.MakeDirectories(TemporaryFolder()));
    }
    WARPLOOM_ASSIGN_OR_RETURN(const std::string text, json::DumpPretty(ToJson(sample, fields_)));
    const std::string name = JsonFileName(sample.id);
    WARPLOOM_ASSIGN_OR_RETURN(const std::unique_ptr<WritableFile> file,
                              fs_.Create(Join(TemporaryFolder(), name)));
    WARPLOOM_TRY(file->Append(text));
    WARPLOOM_TRY(file->Close());
    digests_[name] = Sha256Hex(text);
    bytes_ += text.size();
    return digests_.size() == kFilesPerJsonFolder ? Publish() : Status();
  }

  Result<std::vector<FileEntry>> Finish() override {
    WARPLOOM_TRY(Publish());
    return std::move(files_);
  }

 private:
  std::string Name() const { return JsonFolderName(target_, files_.size() * kFilesPerJsonFolder); }
  // Without the slash at the end of folder names.
  std::string FinalFolder() const {
    const std::string name = Name();
    return Join(folder_, name.substr(0, name.size() - 1));
  }
  std::string TemporaryFolder() const { return TemporaryPath(FinalFolder()); }

  // Makes place for a folder: an interrupted run may have left one of its name.
  Status Clear(const std::string& folder) {
    WARPLOOM_ASSIGN_OR_RETURN(const auto foreign, RemoveOwnFolder(fs_, folder, IsJsonFile));
    if (foreign) {
      return Fail(ErrorKind::kUsage,
                  fmt::format("writing the folder {}: {} in it is not warploom's; move it away and "
                              "run the same command again",
                              folder, *foreign));
    }
    return {};
  }

  Status Publish() {
    if (digests_.empty()) {
      return {};
    }
    WARPLOOM_TRY(fs_.SyncTree(TemporaryFolder()));
    WARPLOOM_TRY(Clear(FinalFolder()));
    WARPLOOM_TRY(fs_.Rename(TemporaryFolder(), FinalFolder()));
    WARPLOOM_TRY(fs_.SyncDirectory(Join(folder_, "json/" + target_)));
    files_.push_back(FileEntry{.path = Name(),
                               .bytes = std::exchange(bytes_, 0),
                               .rows = digests_.size(),
                               .sha256 = Sha256OfListing(digests_)});
    digests_.clear();
    return {};
  }

  FileSystem& fs_;
  std::string folder_, target_;
  std::vector<Field> fields_;
  std::map<std::string, std::string> digests_;
  uint64_t bytes_ = 0;
  std::vector<FileEntry> files_;
};

}  // namespace

std::unique_ptr<SampleSink> MakeJsonlSink(FileSystem& fs, const std::string& folder,
                                          const Request& request, const std::string& target) {
  return std::make_unique<JsonlSink>(fs, folder, request, target);
}

std::unique_ptr<SampleSink> MakeJsonSink(FileSystem& fs, const std::string& folder,
                                         const Request& request, const std::string& target) {
  return std::make_unique<JsonSink>(fs, folder, request, target);
}

std::vector<std::unique_ptr<SampleSink>> MakeSinks(FileSystem& fs, const std::string& folder,
                                                   const Request& request,
                                                   const std::string& target,
                                                   const RowsBySplit& rows) {
  std::vector<std::unique_ptr<SampleSink>> sinks;
  for (const std::string& format : request.formats) {
    sinks.push_back(format == "parquet" ? MakeParquetSink(fs, folder, request, target, rows)
                    : format == "jsonl" ? MakeJsonlSink(fs, folder, request, target)
                                        : MakeJsonSink(fs, folder, request, target));
  }
  return sinks;
}

}  // namespace warploom::dataset
