#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "json/value.h"
#include "os/file_system.h"
#include "verify/record.h"

namespace warploom::verify {

// The verdicts on a dataset, in its folder: one JSON object a line with the members of Record,
// sorted by id, target and device, each of which is there once.
inline constexpr std::string_view kVerdictsName = "verdicts.jsonl";

json::Value ToJson(const Record& record);

// The records of a file, in its order. kCorrupt, with the file's name and the line, for a line that
// is no record.
Result<std::vector<Record>> ReadRecords(FileSystem& fs, const std::string& path);

// Adds the records to the file, or makes it; a record replaces the one of the same sample and
// device. Atomic.
Status MergeRecords(FileSystem& fs, const std::string& path, const std::vector<Record>& records);

}  // namespace warploom::verify
