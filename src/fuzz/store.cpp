#include "fuzz/store.h"

#include <fmt/format.h>

#include "json/fields.h"
#include "json/parse.h"
#include "json/write.h"

namespace warploom::fuzz {
namespace {

using json::Get;
using Counts = std::map<std::string, uint64_t>;

json::Value ToJson(const Request& request) {
  return {{"seed", request.seed},
          {"profile", request.profile},
          {"warp_version", request.warp_version},
          {"generator_version", request.generator_version},
          {"gradients", request.gradients},
          {"profile_toml", request.profile_toml}};
}

Result<Request> RequestFromJson(const json::Value& value) {
  Request request;
  WARPLOOM_ASSIGN_OR_RETURN(request.seed, Get<uint64_t>(value, "seed"));
  WARPLOOM_ASSIGN_OR_RETURN(request.profile, Get<std::string>(value, "profile"));
  WARPLOOM_ASSIGN_OR_RETURN(request.warp_version, Get<std::string>(value, "warp_version"));
  WARPLOOM_ASSIGN_OR_RETURN(request.generator_version,
                            Get<std::string>(value, "generator_version"));
  WARPLOOM_ASSIGN_OR_RETURN(request.gradients, Get<bool>(value, "gradients"));
  WARPLOOM_ASSIGN_OR_RETURN(request.profile_toml, Get<std::string>(value, "profile_toml"));
  return request;
}

json::Value ToJson(const Chunk& chunk) {
  return {{"first", chunk.first},
          {"count", chunk.count},
          {"passed", chunk.passed},
          {"without_reference", json::Counts(chunk.without_reference)},
          {"left_out", json::Counts(chunk.left_out)},
          {"findings", chunk.findings}};
}

Result<Chunk> ChunkFromJson(const json::Value& value) {
  Chunk chunk;
  WARPLOOM_ASSIGN_OR_RETURN(chunk.first, Get<uint64_t>(value, "first"));
  WARPLOOM_ASSIGN_OR_RETURN(chunk.count, Get<uint64_t>(value, "count"));
  WARPLOOM_ASSIGN_OR_RETURN(chunk.passed, Get<uint64_t>(value, "passed"));
  WARPLOOM_ASSIGN_OR_RETURN(chunk.without_reference, Get<Counts>(value, "without_reference"));
  WARPLOOM_ASSIGN_OR_RETURN(chunk.left_out, Get<Counts>(value, "left_out"));
  WARPLOOM_ASSIGN_OR_RETURN(chunk.findings, Get<std::vector<uint64_t>>(value, "findings"));
  return chunk;
}

std::string RequestPath(const std::string& folder) { return folder + "/fuzz.json"; }
std::string JournalPath(const std::string& folder) { return folder + "/journal.jsonl"; }
std::string FindingFolder(const std::string& folder, const std::string& id) {
  return folder + "/findings/" + id;
}

Status CheckSame(const std::string& folder, const Request& stored, const Request& asked) {
  const auto differs = [&](std::string_view what, const auto& a, const auto& b) -> Status {
    if (a == b) {
      return {};
    }
    return Fail(ErrorKind::kUsage,
                fmt::format("fuzzing in {}: it was begun with {} {}, not {}; choose a new folder",
                            folder, what, a, b));
  };
  WARPLOOM_TRY(differs("--seed", stored.seed, asked.seed));
  WARPLOOM_TRY(differs("Warp", stored.warp_version, asked.warp_version));
  WARPLOOM_TRY(differs("warploom", stored.generator_version, asked.generator_version));
  WARPLOOM_TRY(differs("--profile", stored.profile, asked.profile));
  WARPLOOM_TRY(differs("--gradients", stored.gradients, asked.gradients));
  if (stored.profile_toml != asked.profile_toml) {
    return Fail(ErrorKind::kUsage,
                fmt::format("fuzzing in {}: it was begun with other weights of the profile or "
                            "other --categories; choose a new folder",
                            folder));
  }
  return {};
}

}  // namespace

Result<Request> Store::ReadRequest(FileSystem& fs, const std::string& folder) {
  const std::string path = RequestPath(folder);
  if (!fs.Exists(path)) {
    return Fail(ErrorKind::kUsage,
                fmt::format("reading {}: it is no folder of `warploom fuzz`", folder));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs.Read(path));
  return json::ParseAs(text, path, RequestFromJson);
}

Result<Finding> Store::ReadFinding(FileSystem& fs, const std::string& folder,
                                   const std::string& id) {
  const std::string path = FindingFolder(folder, id) + "/finding.json";
  if (!fs.Exists(path)) {
    return Fail(ErrorKind::kUsage,
                fmt::format("--replay \"{}\": {} has no such finding; its report.md lists them", id,
                            folder));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs.Read(path));
  return json::ParseAs(text, path, FindingFromJson);
}

Result<Store> Store::Open(FileSystem& fs, const std::string& folder, const Request& request) {
  if (fs.Exists(folder) && !fs.Exists(RequestPath(folder))) {
    WARPLOOM_ASSIGN_OR_RETURN(const auto names, fs.List(folder));
    // What a run leaves that is killed before its request is there.
    const auto foreign = std::ranges::find_if(names, [](const std::string& name) {
      return name != ".lock" && name != "findings" && name != "fuzz.json.tmp";
    });
    if (foreign != names.end()) {
      return Fail(
          ErrorKind::kUsage,
          fmt::format("fuzzing in {}: it already holds {}; choose a new folder", folder, *foreign));
    }
  }
  WARPLOOM_TRY(fs.MakeDirectories(folder + "/findings"));
  Store store(fs, folder);
  WARPLOOM_ASSIGN_OR_RETURN(store.lock_, fs.Lock(folder + "/.lock"));
  if (fs.Exists(RequestPath(folder))) {
    WARPLOOM_ASSIGN_OR_RETURN(const Request stored, ReadRequest(fs, folder));
    WARPLOOM_TRY(CheckSame(folder, stored, request));
    WARPLOOM_TRY(store.ReadJournal());
    return store;
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, json::DumpPretty(ToJson(request)));
  WARPLOOM_TRY(WriteFileAtomically(fs, RequestPath(folder), text));
  return store;
}

// A line that a crash cut off is at the end; its chunk is done again.
Status Store::ReadJournal() {
  const std::string path = JournalPath(folder_);
  if (!fs_->Exists(path)) {
    return {};
  }
  WARPLOOM_ASSIGN_OR_RETURN(std::string text, fs_->Read(path));
  const size_t whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
  if (whole < text.size()) {
    text.resize(whole);
    WARPLOOM_TRY(WriteFileAtomically(*fs_, path, text));
  }
  uint64_t next = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    WARPLOOM_ASSIGN_OR_RETURN(Chunk chunk,
                              json::ParseAs(text.substr(begin, end - begin), path, ChunkFromJson));
    if (chunk.first != next) {
      return Fail(ErrorKind::kCorrupt,
                  fmt::format("reading {}: kernel {} is missing; choose a new folder", path, next));
    }
    next = chunk.first + chunk.count;
    chunks_.push_back(std::move(chunk));
    begin = end + 1;
  }
  return {};
}

std::string Store::FolderOf(uint64_t index) const {
  return FindingFolder(folder_, FindingId(index));
}

Status Store::Append(const Chunk& chunk) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::string line, json::DumpLine(ToJson(chunk)));
  WARPLOOM_ASSIGN_OR_RETURN(const auto file, fs_->OpenAppend(JournalPath(folder_)));
  WARPLOOM_TRY(file->Append(line + "\n"));
  WARPLOOM_TRY(file->Sync());
  WARPLOOM_TRY(file->Close());
  WARPLOOM_TRY(fs_->SyncDirectory(folder_));
  chunks_.push_back(chunk);
  return {};
}

Status Store::Write(const Finding& finding) {
  const std::string folder = FolderOf(finding.index);
  WARPLOOM_TRY(fs_->MakeDirectories(folder));
  const std::string text = json::DumpLineLossy(fuzz::ToJson(finding)) + "\n";
  return WriteFileAtomically(*fs_, folder + "/finding.json", text);
}

std::optional<Finding> Store::Read(uint64_t index) const {
  Result<Finding> finding = ReadFinding(*fs_, folder_, FindingId(index));
  return finding ? std::optional(*std::move(finding)) : std::nullopt;
}

Status Store::WriteReport(const std::string& text) {
  return WriteFileAtomically(*fs_, folder_ + "/report.md", text);
}

std::string Store::Beside(uint64_t index, const std::string& name) const {
  const std::string path = FolderOf(index) + "/" + name;
  return fs_->Exists(path) ? fs_->Read(path).value_or("") : "";
}

}  // namespace warploom::fuzz
