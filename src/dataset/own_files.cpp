#include "dataset/own_files.h"

#include <fmt/format.h>

#include <vector>

#include "dataset/layout.h"

namespace warploom::dataset {
namespace {

Status CheckNoLink(FileSystem& fs, const std::string& folder, const std::string& name) {
  if (fs.Kind(Join(folder, name)) != EntryKind::kLink) {
    return {};
  }
  return Fail(ErrorKind::kUsage,
              fmt::format("writing a dataset to {}: its {} is a symbolic link, and warploom writes "
                          "only inside the folder; remove the link or choose another folder",
                          folder, name));
}

// The folder `name` itself and what lies in it.
Status CheckNoLinksIn(FileSystem& fs, const std::string& folder, const std::string& name) {
  WARPLOOM_TRY(CheckNoLink(fs, folder, name));
  if (fs.Kind(Join(folder, name)) != EntryKind::kFolder) {
    return {};
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<std::string> entries, fs.List(Join(folder, name)));
  for (const std::string& entry : entries) {
    WARPLOOM_TRY(CheckNoLink(fs, folder, Join(name, entry)));
  }
  return {};
}

}  // namespace

Status CheckNoLinks(FileSystem& fs, const std::string& folder, const Request& request) {
  WARPLOOM_TRY(CheckNoLinksIn(fs, folder, std::string(kWorkFolder)));
  for (const std::string& format : request.formats) {
    const std::string top(FormatFolder(format));
    WARPLOOM_TRY(CheckNoLinksIn(fs, folder, top));
    for (const std::string& target : request.targets) {
      WARPLOOM_TRY(CheckNoLinksIn(fs, folder, Join(top, target)));
    }
  }
  return {};
}

Result<std::optional<std::string>> RemoveOwnFolder(FileSystem& fs, const std::string& folder,
                                                   const IsOurs& is_ours) {
  if (fs.Kind(folder) == EntryKind::kNothing) {
    return std::nullopt;
  }
  std::optional<std::string> foreign;
  WARPLOOM_ASSIGN_OR_RETURN(const std::vector<std::string> names, fs.List(folder));
  for (const std::string& name : names) {
    const std::string path = Join(folder, name);
    if (is_ours(name) && fs.Kind(path) == EntryKind::kFile) {
      WARPLOOM_TRY(fs.Remove(path));
    } else {
      foreign = name;
    }
  }
  if (!foreign) {
    WARPLOOM_TRY(fs.Remove(folder));
  }
  return foreign;
}

}  // namespace warploom::dataset
