#pragma once

#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "dataset/chunk.h"
#include "dataset/final_files.h"
#include "dataset/journal.h"
#include "dataset/manifest.h"
#include "dataset/request.h"
#include "os/file_system.h"

namespace warploom::dataset {

// Writes a dataset to a folder, or continues one that was interrupted. Holds the folder's lock. A
// chunk that AddChunk accepted survives any crash. The bytes that Finish writes depend only on the
// request and the chunks, not on the order of the chunks or on interruptions.
// Not thread-safe.
class DatasetWriter {
 public:
  // Creates the folder if necessary. kUsage when another run is using it, when it holds a
  // dataset of another request, or anything that is not a dataset; kCorrupt when it holds this one,
  // finished, but files are missing or cut.
  static Result<std::unique_ptr<DatasetWriter>> Open(FileSystem& fs, std::string folder,
                                                     const Request& request);
  ~DatasetWriter();

  // The folder already holds this whole dataset: nothing is left to do.
  bool finished() const { return finished_; }
  // Only if finished().
  const Manifest& manifest() const { return manifest_; }

  // What Open found damaged and discarded, in sentences for the user.
  const std::vector<std::string>& notes() const { return notes_; }

  uint64_t draws_per_chunk() const { return DrawsPerChunk(request_); }

  // The chunks that need not be done again, by number.
  const std::map<uint64_t, CompletedChunk>& completed_chunks() const { return chunks_; }

  // The number of kernels in the chunks before the first missing one, and that chunk's number.
  uint64_t kernels_ready() const;
  uint64_t first_missing_chunk() const;

  // True when the chunks before the first missing one hold all kernels that the request asks for.
  // Finish leaves out what comes after the last of these kernels in index order.
  bool HasEnough() const { return kernels_ready() >= request_.count; }

  // Makes the chunk durable; replaces an earlier one of its number. If writing the journal fails,
  // all later calls return the same error: the folder must be opened again.
  Status AddChunk(const Chunk& chunk);

  // Writes the final files, the manifest last, and removes the work folder. After a crash or an
  // error at any point, opening the folder again and calling Finish results in the same bytes.
  Result<Manifest> Finish(const FinishProgress& progress = {});

 private:
  DatasetWriter(FileSystem& fs, std::string folder, Request request);

  Status Start();
  Result<bool> LookForManifest();
  Status CheckFolderIsOurs();
  Status TakeLock();
  Status WriteOrCompareRequest();
  Status LoadJournal();
  Status RemoveStrayChunks();
  void RemoveWorkFolder();
  Result<std::string> ReadChunk(uint64_t number);
  std::future<Result<Chunk>> StartDecoding(uint64_t number);
  Status AppendToJournal(const std::string& line);
  std::string Path(std::string_view name) const;

  FileSystem& fs_;
  std::string folder_;
  Request request_;
  bool finished_ = false;
  Manifest manifest_;
  std::vector<std::string> notes_;
  std::map<uint64_t, CompletedChunk> chunks_;
  std::unique_ptr<WritableFile> lock_;
  std::unique_ptr<WritableFile> journal_;
  Status journal_status_;
};

}  // namespace warploom::dataset
