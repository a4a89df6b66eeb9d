#pragma once

#include <string>

#include "base/error.h"
#include "dataset/manifest.h"
#include "os/file_system.h"

namespace warploom::dataset {

enum class FileCheck {
  kSizes,   // That every file is there and has its size: quick.
  kHashes,  // Also reads every byte.
};

// Compares the files of a finished dataset with its manifest. kCorrupt, naming the first file that
// is missing or has changed.
Status CheckFiles(FileSystem& fs, const std::string& folder, const Manifest& manifest,
                  FileCheck check);

// The same of one file or folder of the manifest.
Status CheckFileEntry(FileSystem& fs, const std::string& folder, const FileEntry& entry,
                      FileCheck check);

}  // namespace warploom::dataset
