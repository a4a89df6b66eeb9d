#include "dataset/folder_kernels.h"

#include "base/hash.h"
#include "dataset/chunk.h"
#include "dataset/journal.h"
#include "dataset/layout.h"
#include "dataset/reader.h"
#include "json/parse.h"

namespace warploom::dataset {
namespace {

using Visitor = std::function<void(const Sample&)>;

Result<FolderState> ForEachOfFinished(FileSystem& fs, const std::string& folder,
                                      const Visitor& visit) {
  WARPLOOM_ASSIGN_OR_RETURN(const Dataset dataset, OpenDataset(fs, folder));
  const Request& request = dataset.manifest().request;
  WARPLOOM_TRY(dataset.ForEachSample(request.targets.front(), [&](const Sample& sample) {
    visit(sample);
    return true;
  }));
  return FolderState{.request = request, .is_finished = true};
}

Result<Request> ReadRequest(FileSystem& fs, const std::string& path) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs.Read(path));
  return json::ParseAs(text, path, RequestFromJson);
}

// The next run will redo a chunk that differs from its journal entry, so its kernels do not count.
Status ForEachOfChunk(FileSystem& fs, const std::string& folder, const CompletedChunk& known,
                      const Request& request, const Visitor& visit) {
  const Result<std::string> bytes = fs.Read(Join(folder, ChunkName(known.number)));
  if (!bytes || Hash64(*bytes) != known.hash) {
    return {};
  }
  WARPLOOM_ASSIGN_OR_RETURN(const Chunk chunk, DecodeChunk(*bytes, known.number, request));
  for (const Sample& sample : chunk.samples) {
    if (sample.target == request.targets.front()) {
      visit(sample);
    }
  }
  return {};
}

Result<FolderState> ForEachOfUnfinished(FileSystem& fs, const std::string& folder,
                                        const Visitor& visit) {
  WARPLOOM_ASSIGN_OR_RETURN(Request request, ReadRequest(fs, Join(folder, kRequestName)));
  std::string text;
  if (const std::string path = Join(folder, kJournalName); fs.Exists(path)) {
    WARPLOOM_ASSIGN_OR_RETURN(text, fs.Read(path));
  }
  for (const auto& [number, chunk] : ParseJournal(text, DrawsPerChunk(request)).chunks) {
    WARPLOOM_TRY(ForEachOfChunk(fs, folder, chunk, request, visit));
  }
  return FolderState{.request = std::move(request), .is_finished = false};
}

}  // namespace

bool HoldsDataset(FileSystem& fs, const std::string& folder) {
  return fs.Exists(Join(folder, kManifestName)) || fs.Exists(Join(folder, kRequestName));
}

Result<FolderState> ForEachKernel(FileSystem& fs, const std::string& folder,
                                  const std::function<void(const Sample&)>& visit) {
  const bool is_begun =
      !fs.Exists(Join(folder, kManifestName)) && fs.Exists(Join(folder, kRequestName));
  return is_begun ? ForEachOfUnfinished(fs, folder, visit) : ForEachOfFinished(fs, folder, visit);
}

}  // namespace warploom::dataset
