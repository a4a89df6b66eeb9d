#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/error.h"
#include "dataset/request.h"
#include "os/file_system.h"

// Other people's files in a dataset's folder are never touched: what is removed is known by its
// name and is a regular file, and no symbolic link is followed out of the folder.
namespace warploom::dataset {

// kUsage when the work folder, a file in it, or a folder that the request's formats write to is a
// symbolic link.
Status CheckNoLinks(FileSystem& fs, const std::string& folder, const Request& request);

using IsOurs = std::function<bool(const std::string& name)>;

// Removes the files that are ours from a folder and then the folder, if nothing else is in it.
// Returns the name of something that is not ours and was left there. A missing folder is no error.
Result<std::optional<std::string>> RemoveOwnFolder(FileSystem& fs, const std::string& folder,
                                                   const IsOurs& is_ours);

}  // namespace warploom::dataset
