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

// Writes one dataset into one folder, and goes on with one that was interrupted. Owns the folder's
// lock. A chunk that AddChunk accepted survives any crash. The bytes that Finish leaves depend on
// the request and the chunks only, not on their order of arrival or on what was interrupted.
// Not thread-safe.
class DatasetWriter {
 public:
  // Makes the folder if need be. kUsage when another run works in it, when it holds a dataset of
  // another request, or when it holds things that are no dataset.
  static Result<std::unique_ptr<DatasetWriter>> Open(FileSystem& fs, std::string folder,
                                                     const Request& request);
  ~DatasetWriter();

  // The folder already holds this whole dataset: nothing is left to do.
  bool finished() const { return finished_; }
  // When finished().
  const Manifest& manifest() const { return manifest_; }

  // What Open found damaged and dropped; sentences for people.
  const std::vector<std::string>& notes() const { return notes_; }

  uint64_t draws_per_chunk() const { return DrawsPerChunk(request_); }

  // By number; those that need not be done again.
  const std::map<uint64_t, CompletedChunk>& completed_chunks() const { return chunks_; }

  // Kernels in the chunks 0, 1, ... up to the first that is missing, and that chunk's number.
  uint64_t kernels_ready() const;
  uint64_t first_missing_chunk() const;

  // True when the chunks without a gap hold all kernels that the request asks for. What lies after
  // the last kernel that is needed, in index order, is left out by Finish.
  bool HasEnough() const { return kernels_ready() >= request_.count; }

  // Makes the chunk durable. A chunk that is there already is replaced. After an error of the
  // journal every later call gives that error again: open the folder anew.
  Status AddChunk(const Chunk& chunk);

  // Writes the final files, the manifest last, and removes the work folder. After a crash or an
  // error at any point, opening the folder again and calling Finish gives the same bytes.
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
