#include "os/fake_file_system.h"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>

#include "os/io_error.h"

namespace warploom {
namespace {

constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max();

// "a//b/" and "a/./b" have the same key; the empty key is the current folder.
std::string KeyOf(const std::string& path) {
  std::string key = std::filesystem::path(path).lexically_normal().string();
  while (key.size() > 1 && key.back() == '/') {
    key.pop_back();
  }
  return key == "." ? "" : key;
}

std::string ParentOf(const std::string& key) {
  return std::filesystem::path(key).parent_path().string();
}

// The prefix of all keys in the folder.
std::string PrefixOf(const std::string& key) { return key.empty() || key == "/" ? key : key + "/"; }

bool LiesIn(const std::string& key, const std::string& folder) {
  return key.size() > folder.size() && key.starts_with(PrefixOf(folder)) &&
         !(folder.empty() && key.starts_with("/"));
}

// The entry of `folder` that is or contains `key`.
std::string EntryHolding(const std::string& key, const std::string& folder) {
  return key.substr(0, key.find('/', PrefixOf(folder).size()));
}

}  // namespace

class FakeFileSystem::File final : public WritableFile {
 public:
  File(FakeFileSystem& fs, std::string path, std::shared_ptr<Node> node)
      : fs_(fs), path_(std::move(path)), node_(std::move(node)), crashes_(fs.crashes_) {}
  ~File() override { Unlock(); }

  // Ties the lock to this file: closing or destroying it releases the lock.
  void HoldLock(std::string key) { lock_ = std::move(key); }

  Status Append(std::string_view bytes) override {
    WARPLOOM_TRY(Begin("writing"));
    const uint64_t used = fs_.UsedBytes();
    const uint64_t room = fs_.capacity_ > used ? fs_.capacity_ - used : 0;
    node_->bytes.append(bytes.substr(0, std::min<uint64_t>(room, bytes.size())));
    if (bytes.size() > room) {
      return FailedIo("writing", path_, ENOSPC);
    }
    return {};
  }

  Status Sync() override {
    WARPLOOM_TRY(Begin("writing to disk"));
    node_->durable_bytes = node_->bytes;
    return {};
  }

  Status Close() override {
    WARPLOOM_TRY(Begin("closing"));
    Unlock();
    closed_ = true;
    return {};
  }

 private:
  Status Begin(std::string_view doing) {
    if (closed_ || crashes_ != fs_.crashes_) {
      return FailedIo(doing, path_, EBADF);
    }
    return fs_.BeginOperation(doing, path_);
  }

  void Unlock() {
    if (!lock_.empty() && crashes_ == fs_.crashes_) {
      fs_.locks_.erase(lock_);
    }
    lock_.clear();
  }

  FakeFileSystem& fs_;
  std::string path_;
  std::shared_ptr<Node> node_;
  uint64_t crashes_;
  std::string lock_;
  bool closed_ = false;
};

FakeFileSystem::FakeFileSystem() {
  for (const char* root : {"", "/"}) {
    names_[root] =
        std::make_shared<Node>(Node{.is_directory = true, .bytes = {}, .durable_bytes = {}});
  }
  durable_names_ = names_;
}

FakeFileSystem::~FakeFileSystem() = default;

void FakeFileSystem::Crash(CrashMode mode) {
  if (mode == CrashMode::kKeepNames) {
    durable_names_ = names_;
  }
  names_ = durable_names_;
  for (const auto& [key, node] : names_) {
    node->bytes = node->durable_bytes;
  }
  locks_.clear();
  ++crashes_;
  FailNothing();
}

void FakeFileSystem::FailOperation(uint64_t number, bool and_after) {
  first_failure_ = operations_ + number;
  fail_after_ = and_after;
}

void FakeFileSystem::FailNothing() { first_failure_ = kNever; }

Status FakeFileSystem::BeginOperation(std::string_view doing, const std::string& path) {
  const uint64_t number = operations_++;
  if (number == first_failure_ || (fail_after_ && number > first_failure_)) {
    return FailedIo(doing, path, EIO);
  }
  return {};
}

Result<std::shared_ptr<FakeFileSystem::Node>> FakeFileSystem::FindFile(
    std::string_view doing, const std::string& path) const {
  const auto found = names_.find(KeyOf(path));
  if (found == names_.end()) {
    return FailedIo(doing, path, ENOENT);
  }
  if (found->second->is_directory) {
    return FailedIo(doing, path, EISDIR);
  }
  return found->second;
}

Status FakeFileSystem::CheckParent(std::string_view doing, const std::string& path) const {
  const auto parent = names_.find(ParentOf(KeyOf(path)));
  if (parent == names_.end()) {
    return FailedIo(doing, path, ENOENT);
  }
  if (!parent->second->is_directory) {
    return FailedIo(doing, path, ENOTDIR);
  }
  return {};
}

bool FakeFileSystem::HasEntries(const std::string& key) const {
  const auto next = names_.upper_bound(PrefixOf(key));
  return next != names_.end() && LiesIn(next->first, key);
}

uint64_t FakeFileSystem::UsedBytes() const {
  uint64_t used = 0;
  for (const auto& [key, node] : names_) {
    used += node->bytes.size();
  }
  return used;
}

Result<std::unique_ptr<WritableFile>> FakeFileSystem::Open(const std::string& path, bool truncate,
                                                           std::string_view doing) {
  WARPLOOM_TRY(BeginOperation(doing, path));
  WARPLOOM_TRY(CheckParent(doing, path));
  std::shared_ptr<Node>& node = names_[KeyOf(path)];
  if (node == nullptr) {
    node = std::make_shared<Node>();
  } else if (node->is_directory) {
    return FailedIo(doing, path, EISDIR);
  }
  if (truncate) {
    node->bytes.clear();
  }
  return std::make_unique<File>(*this, path, node);
}

Result<std::unique_ptr<WritableFile>> FakeFileSystem::Create(const std::string& path) {
  return Open(path, true, "creating");
}

Result<std::unique_ptr<WritableFile>> FakeFileSystem::OpenAppend(const std::string& path) {
  return Open(path, false, "opening");
}

Result<std::string> FakeFileSystem::Read(const std::string& path) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::shared_ptr<Node> node, FindFile("reading", path));
  return node->bytes;
}

bool FakeFileSystem::Exists(const std::string& path) { return names_.contains(KeyOf(path)); }

EntryKind FakeFileSystem::Kind(const std::string& path) {
  if (!Exists(path)) {
    return EntryKind::kNothing;
  }
  return IsDirectory(path) ? EntryKind::kFolder : EntryKind::kFile;
}

bool FakeFileSystem::IsDirectory(const std::string& path) {
  const auto found = names_.find(KeyOf(path));
  return found != names_.end() && found->second->is_directory;
}

Result<uint64_t> FakeFileSystem::Size(const std::string& path) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::shared_ptr<Node> node, FindFile("looking at", path));
  return node->bytes.size();
}

Status FakeFileSystem::MakeDirectories(const std::string& path) {
  WARPLOOM_TRY(BeginOperation("making the folder", path));
  std::filesystem::path made;
  for (const std::filesystem::path& part : std::filesystem::path(KeyOf(path))) {
    made /= part;
    std::shared_ptr<Node>& node = names_[made.string()];
    if (node == nullptr) {
      node = std::make_shared<Node>(Node{.is_directory = true, .bytes = {}, .durable_bytes = {}});
    } else if (!node->is_directory) {
      return FailedIo("making the folder", path, ENOTDIR);
    }
    durable_names_[made.string()] = node;
  }
  return {};
}

Result<std::vector<std::string>> FakeFileSystem::List(const std::string& path) {
  const std::string folder = KeyOf(path);
  if (!IsDirectory(path)) {
    return FailedIo("listing", path, Exists(path) ? ENOTDIR : ENOENT);
  }
  std::vector<std::string> entries;
  for (const auto& [key, node] : names_) {
    if (key != folder && !key.empty() && ParentOf(key) == folder) {
      entries.push_back(std::filesystem::path(key).filename().string());
    }
  }
  return entries;
}

Status FakeFileSystem::Rename(const std::string& from, const std::string& to) {
  const std::string doing = fmt::format("renaming {} to", from);
  WARPLOOM_TRY(BeginOperation(doing, to));
  WARPLOOM_TRY(CheckParent(doing, to));
  const std::string from_key = KeyOf(from), to_key = KeyOf(to);
  if (!Exists(from)) {
    return FailedIo(doing, to, ENOENT);
  }
  if (Exists(to) && IsDirectory(to) != IsDirectory(from)) {
    return FailedIo(doing, to, IsDirectory(to) ? EISDIR : ENOTDIR);
  }
  if (HasEntries(to_key)) {
    return FailedIo(doing, to, ENOTEMPTY);
  }
  Names moved;
  for (auto it = names_.begin(); it != names_.end();) {
    if (it->first == from_key || LiesIn(it->first, from_key)) {
      moved[to_key + it->first.substr(from_key.size())] = it->second;
      it = names_.erase(it);
    } else {
      ++it;
    }
  }
  for (auto& [key, node] : moved) {
    names_[key] = std::move(node);
  }
  return {};
}

Status FakeFileSystem::Remove(const std::string& path) {
  WARPLOOM_TRY(BeginOperation("removing", path));
  if (!Exists(path)) {
    return FailedIo("removing", path, ENOENT);
  }
  if (HasEntries(KeyOf(path))) {
    return FailedIo("removing", path, ENOTEMPTY);
  }
  names_.erase(KeyOf(path));
  return {};
}

Status FakeFileSystem::RemoveAll(const std::string& path) {
  WARPLOOM_TRY(BeginOperation("removing", path));
  const std::string top = KeyOf(path);
  std::erase_if(names_, [&](const auto& entry) {
    return !entry.first.empty() && entry.first != "/" &&
           (entry.first == top || LiesIn(entry.first, top));
  });
  return {};
}

// Makes the folder's own entries durable, with the contents of subfolders that were renamed into
// it.
Status FakeFileSystem::SyncDirectory(const std::string& path) {
  WARPLOOM_TRY(BeginOperation("writing to disk the folder", path));
  const std::string folder = KeyOf(path);
  if (!IsDirectory(path)) {
    return FailedIo("opening the folder", path, Exists(path) ? ENOTDIR : ENOENT);
  }
  std::erase_if(durable_names_, [&](const auto& entry) {
    return LiesIn(entry.first, folder) && !names_.contains(EntryHolding(entry.first, folder));
  });
  const Names before = durable_names_;
  for (const auto& [key, node] : names_) {
    if (LiesIn(key, folder) &&
        (ParentOf(key) == folder || !before.contains(EntryHolding(key, folder)))) {
      durable_names_[key] = node;
    }
  }
  return {};
}

Status FakeFileSystem::SyncTree(const std::string& path) {
  WARPLOOM_TRY(BeginOperation("writing to disk all of", path));
  const std::string folder = KeyOf(path);
  if (!IsDirectory(path)) {
    return FailedIo("opening the folder", path, Exists(path) ? ENOTDIR : ENOENT);
  }
  std::erase_if(durable_names_, [&](const auto& entry) {
    return LiesIn(entry.first, folder) && !names_.contains(entry.first);
  });
  for (const auto& [key, node] : names_) {
    if (LiesIn(key, folder)) {
      node->durable_bytes = node->bytes;
      durable_names_[key] = node;
    }
  }
  return {};
}

Result<std::unique_ptr<WritableFile>> FakeFileSystem::Lock(const std::string& path) {
  const std::string key = KeyOf(path);
  if (locks_.contains(key)) {
    return Fail(ErrorKind::kInUse,
                fmt::format("locking {}: another process holds it; wait until it is done or "
                            "choose another folder",
                            path));
  }
  WARPLOOM_ASSIGN_OR_RETURN(std::unique_ptr<WritableFile> file, Open(path, false, "locking"));
  locks_.insert(key);
  static_cast<File&>(*file).HoldLock(key);
  return file;
}

}  // namespace warploom
