#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "fuzz/finding.h"
#include "os/file_system.h"

namespace warploom::fuzz {

// What determines the findings of a run. All of it must be the same when a run continues.
struct Request {
  uint64_t seed = 0;
  std::string profile;       // Its name, for people.
  std::string profile_toml;  // The profile itself, after --categories.
  std::string warp_version;
  std::string generator_version;
  bool gradients = false;  // Whether backward passes are looked at as well.
};

// What became of the kernels first ... first + count - 1.
struct Chunk {
  uint64_t first = 0;
  uint64_t count = 0;
  uint64_t passed = 0;
  std::map<std::string, uint64_t> without_reference =
      {};                                         // By reason; these ran, but were not compared.
  std::map<std::string, uint64_t> left_out = {};  // By reason; the other Warp lacks something.
  std::vector<uint64_t> findings = {};            // Indices.
};

// The folder of a run, and nothing but its names and bytes:
//
//   fuzz.json                       the request
//   journal.jsonl                   a line for each finished chunk
//   findings/k000123/finding.json   the finding; beside it show.py and ir.txt (case_file.py)
//   report.md                       all of it for people
class Store {
 public:
  // Opens or makes the folder. kUsage when it holds another request, which names the difference, or
  // something else; or when another process works there.
  static Result<Store> Open(FileSystem& fs, const std::string& folder, const Request& request);

  // The request of a folder. kUsage when it is no folder of a run.
  static Result<Request> ReadRequest(FileSystem& fs, const std::string& folder);
  static Result<Finding> ReadFinding(FileSystem& fs, const std::string& folder,
                                     const std::string& id);

  const std::vector<Chunk>& chunks() const { return chunks_; }
  std::string FolderOf(uint64_t index) const;

  Status Append(const Chunk& chunk);
  Status Write(const Finding& finding);
  // nullopt when it is not stored, or not completely.
  std::optional<Finding> Read(uint64_t index) const;
  Status WriteReport(const std::string& text);
  // The text of a file beside a finding; "" when there is none.
  std::string Beside(uint64_t index, const std::string& name) const;

 private:
  Store(FileSystem& fs, std::string folder) : fs_(&fs), folder_(std::move(folder)) {}
  Status ReadJournal();

  FileSystem* fs_;
  std::string folder_;
  std::unique_ptr<WritableFile> lock_;
  std::vector<Chunk> chunks_;
};

}  // namespace warploom::fuzz
