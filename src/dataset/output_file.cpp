#include "dataset/output_file.h"

#include <filesystem>

#include "dataset/layout.h"

namespace warploom::dataset {
namespace {

constexpr size_t kGather = 1U << 20U;

std::string ParentOf(const std::string& path) {
  return std::filesystem::path(path).parent_path().string();
}

}  // namespace

OutputFile::OutputFile(FileSystem& fs, std::string folder, std::string path)
    : fs_(fs), folder_(std::move(folder)), path_(std::move(path)) {}

Result<std::unique_ptr<OutputFile>> OutputFile::Create(FileSystem& fs, const std::string& folder,
                                                       const std::string& path) {
  std::unique_ptr<OutputFile> output(new OutputFile(fs, folder, path));
  const std::string full = Join(folder, path);
  WARPLOOM_TRY(fs.MakeDirectories(ParentOf(full)));
  WARPLOOM_ASSIGN_OR_RETURN(output->file_, fs.Create(TemporaryPath(full)));
  return output;
}

Status OutputFile::Append(std::string_view bytes) {
  digest_.Add(bytes);
  bytes_ += bytes.size();
  gathered_.append(bytes);
  return gathered_.size() >= kGather ? WriteGathered() : Status();
}

Status OutputFile::WriteGathered() {
  if (gathered_.empty()) {
    return {};
  }
  WARPLOOM_TRY(file_->Append(gathered_));
  gathered_.clear();
  return {};
}

Result<FileEntry> OutputFile::Commit(uint64_t rows) {
  const std::string full = Join(folder_, path_);
  WARPLOOM_TRY(WriteGathered());
  WARPLOOM_TRY(file_->Sync());
  WARPLOOM_TRY(file_->Close());
  WARPLOOM_TRY(fs_.Rename(TemporaryPath(full), full));
  WARPLOOM_TRY(fs_.SyncDirectory(ParentOf(full)));
  return FileEntry{.path = path_, .bytes = bytes_, .rows = rows, .sha256 = digest_.Finish()};
}

Result<FileEntry> WriteOutputFile(FileSystem& fs, const std::string& folder,
                                  const std::string& path, std::string_view bytes, uint64_t rows) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> file,
                            OutputFile::Create(fs, folder, path));
  WARPLOOM_TRY(file->Append(bytes));
  return file->Commit(rows);
}

}  // namespace warploom::dataset
