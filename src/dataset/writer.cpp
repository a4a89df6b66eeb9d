#include "dataset/writer.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "dataset/file_check.h"
#include "dataset/layout.h"
#include "dataset/own_files.h"
#include "json/parse.h"
#include "json/write.h"

namespace warploom::dataset {
namespace {

tl::unexpected<Error> UsageError(const std::string& folder, const std::string& problem) {
  return Fail(ErrorKind::kUsage, fmt::format("writing a dataset to {}: {}", folder, problem));
}

tl::unexpected<Error> OtherRequest(const std::string& folder, const std::string& difference) {
  return UsageError(folder, fmt::format("it holds a dataset of another request ({}); choose "
                                        "another folder or give the same options",
                                        difference));
}

bool IsWhole(FileSystem& fs, const std::string& path, const CompletedChunk& chunk) {
  const Result<std::string> bytes = fs.Read(path);
  return bytes && bytes->size() == chunk.bytes && Hash64(*bytes) == chunk.hash;
}

CompletedChunk Summary(const Chunk& chunk, const std::string& bytes, size_t targets) {
  CompletedChunk summary{.number = chunk.number,
                         .accepted = chunk.samples.size() / targets,
                         .rejected_indices = {},
                         .bytes = bytes.size(),
                         .hash = Hash64(bytes)};
  for (const Reject& reject : chunk.rejects) {
    summary.rejected_indices.push_back(static_cast<uint64_t>(reject.index));
  }
  return summary;
}

}  // namespace

DatasetWriter::DatasetWriter(FileSystem& fs, std::string folder, Request request)
    : fs_(fs), folder_(std::move(folder)), request_(std::move(request)) {}

DatasetWriter::~DatasetWriter() = default;

std::string DatasetWriter::Path(std::string_view name) const { return Join(folder_, name); }

Result<std::unique_ptr<DatasetWriter>> DatasetWriter::Open(FileSystem& fs, std::string folder,
                                                           const Request& request) {
  WARPLOOM_ASSIGN_OR_RETURN(Request normalized, Normalized(request));
  std::unique_ptr<DatasetWriter> writer(
      new DatasetWriter(fs, std::move(folder), std::move(normalized)));
  WARPLOOM_TRY(writer->Start());
  return writer;
}

Status DatasetWriter::Start() {
  WARPLOOM_ASSIGN_OR_RETURN(finished_, LookForManifest());
  if (!finished_) {
    WARPLOOM_TRY(CheckFolderIsOurs());
  } else if (!fs_.Exists(Path(kWorkFolder))) {
    return CheckFiles(fs_, folder_, manifest_, FileCheck::kSizes);
  }
  WARPLOOM_TRY(CheckNoLinks(fs_, folder_, request_));
  WARPLOOM_TRY(TakeLock());
  // Another run may have finished between the first look and the lock.
  WARPLOOM_ASSIGN_OR_RETURN(finished_, LookForManifest());
  if (finished_) {
    RemoveWorkFolder();
    return CheckFiles(fs_, folder_, manifest_, FileCheck::kSizes);
  }
  WARPLOOM_TRY(WriteOrCompareRequest());
  return LoadJournal();
}

Result<bool> DatasetWriter::LookForManifest() {
  const std::string path = Path(kManifestName);
  if (!fs_.Exists(path)) {
    return false;
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs_.Read(path));
  Result<Manifest> manifest = json::ParseAs(text, path, ManifestFromJson);
  if (!manifest) {
    return UsageError(folder_,
                      fmt::format("its {} is damaged or not from warploom ({}); choose another "
                                  "folder",
                                  kManifestName, manifest.error().message));
  }
  if (const auto difference = Difference(manifest->request, request_)) {
    return OtherRequest(folder_, *difference);
  }
  manifest_ = *std::move(manifest);
  return true;
}

Status DatasetWriter::CheckFolderIsOurs() {
  if (!fs_.Exists(folder_)) {
    return {};
  }
  if (!fs_.IsDirectory(folder_)) {
    return UsageError(folder_, "it is a file; choose another folder");
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<std::string> names, fs_.List(folder_));
  if (!names.empty() && !fs_.IsDirectory(Path(kWorkFolder))) {
    return UsageError(folder_,
                      fmt::format("it holds other files (such as {}) and is not a dataset; "
                                  "choose a new or empty folder",
                                  names.front()));
  }
  return {};
}

Status DatasetWriter::TakeLock() {
  WARPLOOM_TRY(fs_.MakeDirectories(Path(kWorkFolder)));
  Result<std::unique_ptr<WritableFile>> lock = fs_.Lock(Path(kLockName));
  if (!lock && lock.error().kind == ErrorKind::kInUse) {
    return Fail(
        ErrorKind::kInUse,
        fmt::format("writing a dataset to {}: another warploom is writing there; wait until "
                    "it ends or choose another folder",
                    folder_));
  }
  WARPLOOM_ASSIGN_OR_RETURN(lock_, std::move(lock));
  return {};
}

Status DatasetWriter::WriteOrCompareRequest() {
  const std::string path = Path(kRequestName);
  if (!fs_.Exists(path)) {
    WARPLOOM_ASSIGN_OR_RETURN(const std::string text, json::DumpPretty(ToJson(request_)));
    return WriteFileAtomically(fs_, path, text);
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs_.Read(path));
  const Result<Request> there = json::ParseAs(text, path, RequestFromJson);
  if (!there) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("continuing in {}: {} is damaged ({}); remove {} to start again",
                            folder_, kRequestName, there.error().message, Path(kWorkFolder)));
  }
  if (const auto difference = Difference(*there, request_)) {
    return OtherRequest(folder_, *difference);
  }
  return {};
}

Status DatasetWriter::LoadJournal() {
  const std::string path = Path(kJournalName);
  std::string text;
  if (fs_.Exists(path)) {
    WARPLOOM_ASSIGN_OR_RETURN(text, fs_.Read(path));
  }
  Journal journal = ParseJournal(text, draws_per_chunk());
  if (journal.damaged_lines > 0) {
    notes_.push_back(fmt::format("{} lines of {} are damaged; their chunks will be made again",
                                 journal.damaged_lines, kJournalName));
  }
  std::string sound;
  for (const auto& [number, chunk] : journal.chunks) {
    if (IsWhole(fs_, Path(ChunkName(number)), chunk)) {
      chunks_[number] = chunk;
      sound += JournalLine(chunk, draws_per_chunk());
    } else {
      notes_.push_back(
          fmt::format("chunk {} is damaged or missing; it will be made again", number));
    }
  }
  WARPLOOM_TRY(RemoveStrayChunks());
  // The journal is intact before anything is appended: a line must not follow a torn one.
  if (sound != text || !fs_.Exists(path)) {
    WARPLOOM_TRY(WriteFileAtomically(fs_, path, sound));
  }
  WARPLOOM_ASSIGN_OR_RETURN(journal_, fs_.OpenAppend(path));
  return {};
}

// Removes chunks that the journal does not list, and temporary files. What is not ours stays.
Status DatasetWriter::RemoveStrayChunks() {
  std::set<std::string> kept = {Path(kLockName), Path(kRequestName), Path(kJournalName)};
  for (const auto& [number, chunk] : chunks_) {
    kept.insert(Path(ChunkName(number)));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<std::string> names, fs_.List(Path(kWorkFolder)));
  for (const std::string& name : names) {
    const std::string path = Join(Path(kWorkFolder), name);
    if (!kept.contains(path) && IsWorkFile(name) && fs_.Kind(path) == EntryKind::kFile) {
      WARPLOOM_TRY(fs_.Remove(path));
    }
  }
  return {};
}

uint64_t DatasetWriter::first_missing_chunk() const {
  uint64_t number = 0;
  while (chunks_.contains(number)) {
    ++number;
  }
  return number;
}

uint64_t DatasetWriter::kernels_ready() const {
  uint64_t kernels = 0;
  uint64_t number = 0;
  for (auto it = chunks_.begin(); it != chunks_.end() && it->first == number; ++it, ++number) {
    kernels += it->second.accepted;
  }
  return kernels;
}

Status DatasetWriter::AddChunk(const Chunk& chunk) {
  WARPLOOM_CHECK(!finished_, "a finished dataset takes no more chunks");
  WARPLOOM_TRY(journal_status_);
  WARPLOOM_TRY(CheckChunk(chunk, request_));
  WARPLOOM_ASSIGN_OR_RETURN(const std::string bytes, EncodeChunk(chunk, request_));
  WARPLOOM_TRY(WriteFileAtomically(fs_, Path(ChunkName(chunk.number)), bytes));
  CompletedChunk summary = Summary(chunk, bytes, request_.targets.size());
  journal_status_ = AppendToJournal(JournalLine(summary, draws_per_chunk()));
  WARPLOOM_TRY(journal_status_);
  chunks_[chunk.number] = std::move(summary);
  return {};
}

Status DatasetWriter::AppendToJournal(const std::string& line) {
  WARPLOOM_TRY(journal_->Append(line));
  return journal_->Sync();
}

Result<std::string> DatasetWriter::ReadChunk(uint64_t number) {
  const std::string name = ChunkName(number);
  WARPLOOM_ASSIGN_OR_RETURN(std::string bytes, fs_.Read(Path(name)));
  if (Hash64(bytes) != chunks_.at(number).hash) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("reading {}: it changed after it was written; run the same command "
                            "again to make it again",
                            Path(name)));
  }
  return bytes;
}

std::future<Result<Chunk>> DatasetWriter::StartDecoding(uint64_t number) {
  const auto decode = [this, number](const Result<std::string>& bytes) -> Result<Chunk> {
    return bytes ? DecodeChunk(*bytes, number, request_) : tl::unexpected(bytes.error());
  };
  return std::async(std::launch::async, decode, ReadChunk(number));
}

Result<Manifest> DatasetWriter::Finish(const FinishProgress& progress) {
  if (finished_) {
    return manifest_;
  }
  if (!HasEnough()) {
    return Fail(ErrorKind::kInternal, fmt::format("finishing {}: only {} of {} kernels are there",
                                                  folder_, kernels_ready(), request_.count));
  }
  // The next chunk is decoded while one is written: each takes about half of the time.
  std::future<Result<Chunk>> next;
  uint64_t next_number = 0;
  const auto read = [&](uint64_t number) {
    if (next.valid() && next_number != number) {
      next.get();  // What was begun after the last chunk of the first reading.
    }
    Result<Chunk> chunk = (next.valid() ? std::move(next) : StartDecoding(number)).get();
    next_number = number + 1;
    next = chunks_.contains(number + 1) ? StartDecoding(number + 1) : std::future<Result<Chunk>>();
    return chunk;
  };
  WARPLOOM_ASSIGN_OR_RETURN(manifest_, WriteFinalFiles(fs_, folder_, request_, read, progress));
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, json::DumpPretty(ToJson(manifest_)));
  WARPLOOM_TRY(WriteFileAtomically(fs_, Path(kManifestName), text));
  finished_ = true;
  RemoveWorkFolder();
  return manifest_;
}

// The dataset is complete without this, so a failure is only a note; the next Open tries again.
void DatasetWriter::RemoveWorkFolder() {
  journal_.reset();
  const auto foreign = RemoveOwnFolder(fs_, Path(kWorkFolder), IsWorkFile);
  if (foreign && *foreign) {
    notes_.push_back(
        fmt::format("the dataset is complete; {} is left, as {} in it is not warploom's",
                    Path(kWorkFolder), **foreign));
  }
  const Status removed = foreign ? fs_.SyncDirectory(folder_) : tl::unexpected(foreign.error());
  if (!removed) {
    notes_.push_back(fmt::format("the dataset is complete, but {} could not be removed ({})",
                                 Path(kWorkFolder), removed.error().message));
  }
  lock_.reset();
}

}  // namespace warploom::dataset
